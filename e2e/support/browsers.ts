import { existsSync } from 'node:fs'
import type { Browser, LaunchOptions } from '@playwright/test'
import { chromium, firefox } from '@playwright/test'

const bundled = process.env['PW_BROWSERS'] === 'bundled'

/** The system's browser where there is one, else Playwright's own. */
function systemBrowser(variable: string, path: string): string | undefined {
  const chosen = process.env[variable] ?? path
  return !bundled && existsSync(chosen) ? chosen : undefined
}

const chromiumPath = systemBrowser('PW_CHROMIUM_PATH', '/usr/bin/chromium')
const firefoxPath = systemBrowser('PW_FIREFOX_PATH', '/usr/bin/firefox-esr')

export const chromiumOptions: LaunchOptions = {
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
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
