import type { Browser, Page } from '@playwright/test'
import { test as base } from '@playwright/test'
import { launchOther } from './browsers.ts'

function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is set by the global setup`)
  return value
}

interface Fixtures {
  /** Address of one process on SQLite. */
  readonly server: string
  /** Address of the balancer in front of three instances. */
  readonly cluster: string
  /** A page of another person in the same browser. */
  readonly secondPage: Page
  /** A page of another person in the other browser. */
  readonly otherBrowserPage: Page
}

export const test = base.extend<Fixtures, { otherBrowser: Browser }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern what a fixture needs
  server: async ({}, use) => {
    await use(setting('E2E_SERVER'))
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  cluster: async ({}, use) => {
    await use(setting('E2E_CLUSTER'))
  },
  secondPage: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
    await use(await context.newPage())
    await context.close()
  },
  otherBrowser: [
    async ({ browserName }, use) => {
      const browser = await launchOther(browserName)
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  otherBrowserPage: async ({ otherBrowser }, use) => {
    const context = await otherBrowser.newContext({ viewport: { width: 1280, height: 720 } })
    await use(await context.newPage())
    await context.close()
  },
})

export { expect } from '@playwright/test'
