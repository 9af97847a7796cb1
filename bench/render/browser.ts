import { chromiumFlags, systemBrowser } from '@drawbridge/testkit'
import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'

/** A Chromium of its own, headless and without a GPU: what is compared is compared on the same two cores. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = systemBrowser('PW_CHROMIUM_PATH', '/usr/bin/chromium')
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumFlags, '--js-flags=--expose-gc'],
  })
}
