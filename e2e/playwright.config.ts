import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { chromiumOptions, firefoxOptions } from './support/browsers.ts'

const viewport = { width: 1280, height: 720 }

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './support/global-setup.ts',
  // Two cores, two browsers at a time.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: { screenshot: 'only-on-failure', viewport },
  projects: [
    { name: 'chromium', use: { browserName: 'chromium', launchOptions: chromiumOptions } },
    {
      name: 'firefox',
      // Of the editor's many features, those whose behaviour a browser decides: they carry the tag.
      grep: [/@firefox/, /^(?!.*editor\/)/],
      use: {
        browserName: 'firefox',
        launchOptions: firefoxOptions,
        // Debian's Firefox speaks WebDriver BiDi, not Playwright's own protocol.
        ...(existsSync(firefoxOptions.executablePath ?? '') ? { channel: 'moz-firefox' } : {}),
      },
    },
  ],
})
