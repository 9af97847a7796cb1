import type { Page } from '@playwright/test'
import type { OpeningFigures } from './measured-page.ts'
import { installProbe } from './probe.ts'

/** Milliseconds that a board may take to open, and to come to rest. */
export const openWithin = 600_000

/** Tiles of a dense board are apart by more than a second. */
const quietWithin = 4000
/** Of the ink that is seen at last: the first picture has as much. */
const firstShare = 0.1

interface Shown {
  /** See `Window.shownState`; it runs in the page, and so do the next. */
  readonly state: () => string
  /** See `Window.shownInk`. */
  readonly ink: () => readonly [ink: number, picture: number]
  /** See `Window.othersState`. */
  readonly others: () => string
}

/** Sets a page up for what is measured, before it goes anywhere. */
export async function instrument(page: Page, { state, ink, others }: Shown): Promise<void> {
  page.setDefaultTimeout(openWithin)
  await page.addInitScript(installProbe)
  await page.addInitScript(
    `window.shownState = ${String(state)}; window.shownInk = ${String(ink)}; window.othersState = ${String(others)}`,
  )
}

/**
 * Opens a board and measures how its picture comes.
 * @param open resolves when all strokes are on the board, with when its bytes had arrived in the page: milliseconds since 1970
 */
export async function measureOpening(page: Page, open: () => Promise<number>): Promise<OpeningFigures> {
  const arrived = await open()
  await page.waitForFunction((most) => (window.probe?.quietFor() ?? 0) > most, quietWithin)
  const seen = (await page.evaluate(() => window.probe?.inkSeen() ?? [])).filter(({ at }) => at >= arrived)
  const last = seen.at(-1)
  if (!last?.ink) throw new Error('there is no ink in the last picture')
  const first = seen.find(({ ink }) => ink >= last.ink * firstShare) ?? last
  const tasks = await page.evaluate(() => window.probe?.end().longTasks ?? [])
  const after = tasks.filter(({ at, duration }) => at + duration > arrived)
  return {
    firstPicture: first.at - arrived,
    sharpPicture: last.at - arrived,
    longTasks: after.length,
    longestTask: Math.max(0, ...after.map(({ duration }) => duration)),
  }
}
