import type { Page } from '@playwright/test'
import { createBoard } from '@drawbridge/client'
import { startServer } from '@drawbridge/testkit'
import type { BoardTarget } from '../src/load/participant.ts'
import type { BoardContent } from './board-content.ts'
import { contentOfSheet } from './board-content.ts'
import { launchBrowser } from './browser.ts'
import { fillBoard } from './fill-board.ts'
import { windowSize } from './ink-sheet.ts'
import type { Contender, PreparedSheet } from './measured-page.ts'
import { instrument, measureOpening } from './opening.ts'
import { inviteOthers } from './others.ts'
import { placesIn } from './placed-hand.ts'
import { inkOnCanvases } from './probe.ts'

declare global {
  interface Window {
    /** Where it is tells whether elements have moved. */
    readonly watchedElement?: string
    /** See apps/web/src/board/inspection.ts. */
    readonly drawbridge?: {
      readonly seq: number
      readonly elementCount: number
      position(id: string): { readonly x: number; readonly y: number } | undefined
      readonly view: { readonly x: number; readonly y: number; readonly zoom: number }
      readonly status: { readonly connection: string; readonly opened: number }
    }
  }
}

/** Drawbridge's own page, built, from the real server. @param given what is on the board, instead of a sheet */
export async function startDrawbridgePages(given?: BoardContent): Promise<Contender> {
  const server = await startServer()
  return {
    name: 'Drawbridge',
    async prepare(count) {
      const content = given ?? contentOfSheet(count)
      const made = await createBoard({ url: server.url, title: `${content.count} elements` })
      const target = { url: server.url, boardId: made.id, key: made.keys.editor }
      await fillBoard(target, content.operations())
      return preparedBoard(content, target, made.links.editor)
    },
    stop: () => server.stop(),
  }
}

function preparedBoard(content: BoardContent, target: BoardTarget, link: string): PreparedSheet {
  const { count, corner, page: shownPage, bottom } = content
  const address = `${link}&view=${corner.x},${corner.y},1${shownPage === '' ? '' : `&page=${shownPage}`}`
  let { top } = content
  return {
    async open() {
      const browser = await launchBrowser()
      const context = await browser.newContext({ viewport: windowSize })
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      await page.addInitScript(`window.watchedElement = '${bottom}'`)
      await instrument(page, {
        state: () => {
          const { x = 0, y = 0, zoom = 0 } = window.drawbridge?.view ?? {}
          const element = window.drawbridge?.position(window.watchedElement ?? '')
          return [x, y, zoom, element?.x, element?.y].join()
        },
        ink: inkOnCanvases,
        others: () => String(window.drawbridge?.seq),
      })
      const opening = await measureOpening(page, () => openBoard(page, address, count))
      return {
        page,
        cdp,
        opening,
        keys: { draw: 'p', select: 'v' },
        invite: (people, seconds) =>
          inviteOthers(
            page,
            { target, places: placesIn(corner, windowSize, people), sheet: { page: shownPage, top } },
            seconds,
            (now) => (top = now),
          ),
        close: () => browser.close(),
      }
    },
  }
}

/** Returns when the board's snapshot had arrived. */
async function openBoard(page: Page, address: string, count: number): Promise<number> {
  const arrival = page
    .waitForEvent('requestfinished', (request) => request.url().includes('/snapshot/'))
    .then((request) => request.timing().startTime + request.timing().responseEnd)
  await page.goto(address, { waitUntil: 'commit' })
  await page.evaluate(() => window.probe?.watchInk())
  // Elements are counted last: to count them while they come would be a part of what is measured.
  await page.waitForFunction(
    (count) => {
      const page = window.drawbridge
      return page?.status.connection === 'live' && page.status.opened === 1 && page.elementCount >= count
    },
    count,
    { polling: 200 },
  )
  return arrival
}
