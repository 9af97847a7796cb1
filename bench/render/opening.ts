import type { CDPSession, Page } from '@playwright/test'
import type { OpeningFigures } from './measured-page.ts'
import { installProbe } from './probe.ts'
import { Screencast } from './screencast.ts'

/** Milliseconds that a board may take to open, and to come to rest. */
export const openWithin = 600_000

export interface PageToOpen {
  readonly page: Page
  readonly cdp: CDPSession
  /** Resolves when all strokes are on the board, with when its bytes had arrived in the page: milliseconds since 1970. */
  readonly open: () => Promise<number>
}

/** Sets a page up for what is measured, before it goes anywhere. @param shownState see `Window.shownState` */
export async function instrument(page: Page, shownState: () => string): Promise<void> {
  page.setDefaultTimeout(openWithin)
  await page.addInitScript(installProbe)
  await page.addInitScript(`window.shownState = ${String(shownState)}`)
}

/** Opens a board and measures how its picture comes. */
export async function measureOpening({ page, cdp, open }: PageToOpen): Promise<OpeningFigures> {
  const cast = await Screencast.start(cdp)
  const arrived = await open()
  await cast.still(page, openWithin)
  const { first, sharp } = await cast.end(arrived)
  const tasks = await page.evaluate(() => window.probe?.end().longTasks ?? [])
  const after = tasks.filter(({ at, duration }) => at + duration > arrived)
  return {
    firstPicture: first - arrived,
    sharpPicture: sharp - arrived,
    longTasks: after.length,
    longestTask: Math.max(0, ...after.map(({ duration }) => duration)),
  }
}
