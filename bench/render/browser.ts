import { chromiumFlags, systemBrowser } from '@drawbridge/testkit'
import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'

/** Milliseconds in which a browser that was started loads what its own window is made of. */
const startUp = 3000

/** A Chromium of its own, headless and without a GPU, at rest: what is compared is compared on the same two cores. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = systemBrowser('PW_CHROMIUM_PATH', '/usr/bin/chromium')
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumFlags, '--js-flags=--expose-gc'],
  })
  const page = await browser.newPage()
  await page.waitForTimeout(startUp)
  await page.close()
  return browser
}
