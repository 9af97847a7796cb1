import { chromiumFlags, systemBrowser } from '@drawbridge/testkit'
import type { Browser, LaunchOptions } from '@playwright/test'
import { chromium, firefox } from '@playwright/test'

const chromiumPath = systemBrowser('PW_CHROMIUM_PATH', '/usr/bin/chromium')
const firefoxPath = systemBrowser('PW_FIREFOX_PATH', '/usr/bin/firefox-esr')

export const chromiumOptions: LaunchOptions = {
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  args: [...chromiumFlags],
}

export const firefoxOptions: LaunchOptions = firefoxPath === undefined ? {} : { executablePath: firefoxPath }

export type BrowserName = 'chromium' | 'firefox'

/** The other browser than the one that the test runs in. */
export function launchOther(than: string): Promise<Browser> {
  if (than === 'firefox') return chromium.launch(chromiumOptions)
  return firefox.launch(
    firefoxPath === undefined ? firefoxOptions : { ...firefoxOptions, channel: 'moz-firefox' },
  )
}
