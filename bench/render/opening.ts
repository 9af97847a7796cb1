import type { CDPSession, Page } from '@playwright/test'
import type { OpeningFigures } from './measured-page.ts'
import { installProbe } from './probe.ts'
import { Screencast } from './screencast.ts'

/** Milliseconds that a board may take to open, and to come to rest. */
const openWithin = 600_000

export interface PageToOpen {
  readonly page: Page
  readonly cdp: CDPSession
  readonly address: string
  /** Whether an address is that of the board's bytes. */
  readonly isBoard: (address: string) => boolean
  /** In the page: a text that changes with every frame that shows something else. */
  readonly shownState: () => string
  /** Resolves when all strokes are on the board. */
  readonly opened: () => Promise<unknown>
}

/** Opens a board and measures how its picture comes. */
export async function measureOpening(target: PageToOpen): Promise<OpeningFigures> {
  const { page, cdp, address, isBoard, shownState, opened } = target
  await page.addInitScript(installProbe)
  await page.addInitScript(`window.shownState = ${String(shownState)}`)
  let arrived = NaN
  page.on('requestfinished', (request) => {
    const { startTime, responseEnd } = request.timing()
    if (isBoard(request.url())) arrived = startTime + responseEnd
  })
  page.setDefaultTimeout(openWithin)
  const cast = await Screencast.start(cdp)
  await page.goto(address, { waitUntil: 'commit' })
  await opened()
  await cast.still(openWithin)
  const { first, sharp } = await cast.end()
  if (Number.isNaN(arrived)) throw new Error('the board came without having been asked for')
  const tasks = await page.evaluate(() => window.probe?.end().longTasks ?? [])
  return {
    firstPicture: first - arrived,
    sharpPicture: sharp - arrived,
    longTasks: tasks.length,
    longestTask: Math.max(0, ...tasks.map(({ duration }) => duration)),
  }
}
