import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vite'

const server = 'http://localhost:3000'
const serviceWorker = 'service-worker'

/** Tells the service worker which files the page is made of, and gives each build its own id. */
function tellServiceWorker(): Plugin {
  return {
    name: 'tell-service-worker',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[`${serviceWorker}.js`]
      if (worker?.type !== 'chunk') this.error('the service worker is not in the bundle')
      const built = Object.values(bundle).filter((file) => file !== worker)
      const hash = createHash('sha256')
      for (const file of built) hash.update(file.type === 'chunk' ? file.code : file.source)
      const files = built.map(({ fileName }) => fileName).filter((name) => name !== 'index.html')
      const addresses = [...files, ...readdirSync('public')].map((name) => `/${name}`)
      const known = `const pageFiles=${JSON.stringify(addresses)},buildId=${JSON.stringify(hash.digest('hex').slice(0, 12))};`
      worker.code = known + worker.code
    },
  }
}

/** One file holds what the page says in one language; English is part of the page. */
function languageOf(module: string): string | null {
  const language = /\/i18n\/messages\/(\w+)\//.exec(module)?.[1]
  return language === undefined || language === 'en' ? null : `messages-${language}`
}

export default defineConfig({
  plugins: [svelte(), tellServiceWorker()],
  build: {
    target: 'es2022',
    // The content security policy allows no inline script, and this polyfill would be one.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', [serviceWorker]: `src/service-worker/${serviceWorker}.ts` },
      output: {
        // A service worker serves the folder that it is in, and browsers look for a new one under its name.
        entryFileNames: ({ name }) => (name === serviceWorker ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: [{ name: languageOf }] },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
})
