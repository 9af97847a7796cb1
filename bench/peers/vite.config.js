import { defineConfig } from 'vite'

export default defineConfig({
  define: { 'process.env.IS_PREACT': '"false"' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: { input: { excalidraw: 'excalidraw.html', tldraw: 'tldraw.html' } },
  },
})
