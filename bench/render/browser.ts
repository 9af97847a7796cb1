import { existsSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'

const systemChromium = process.env['PW_CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** A Chromium of its own, headless and without a GPU: what is compared is compared on the same two cores. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(process.env['PW_BROWSERS'] !== 'bundled' && existsSync(systemChromium)
      ? { executablePath: systemChromium }
      : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--js-flags=--expose-gc',
    ],
  })
}
