import { defineConfig } from 'vitest/config'

const integration = '**/*.integration.test.ts'
const ignored = ['**/node_modules/**', '**/dist/**', 'data/**', '.cache/**', 'e2e/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          setupFiles: ['./scripts/property-seed.mjs'],
          include: ['**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: [...ignored, integration],
          // Property tests are pure work: on a busy machine they are slow, not stuck.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          setupFiles: ['./scripts/property-seed.mjs'],
          include: [integration],
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file starts real servers and a real Redis: side by side they would starve each other of cores.
          fileParallelism: false,
        },
      },
    ],
  },
})
