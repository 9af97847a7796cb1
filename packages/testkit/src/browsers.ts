import { existsSync } from 'node:fs'

/**
 * What Chromium does beside showing pages. The first two load parts of its own window for each new one, which takes a core
 * for two seconds. Only the last flag of this name counts, so what Playwright turns off by one is among them.
 */
const featuresOff = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AutoDeElevate',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'BlockOriginHeaderModificationOnRedirect',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'Translate',
]

/** Headless on machines without a GPU and without the rights for a sandbox; none of its own traffic to the outside. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${featuresOff.join()}`,
]

/**
 * The system's browser where there is one; undefined leaves the choice to whoever brings its own.
 * @param variable of the environment that names another one @param path where it usually is
 */
export function systemBrowser(variable: string, path: string): string | undefined {
  const chosen = process.env[variable] ?? path
  return process.env['PW_BROWSERS'] !== 'bundled' && existsSync(chosen) ? chosen : undefined
}
