import type { Page } from '@playwright/test'
import { createElement } from '@drawbridge/board'
import { createBoard } from '@drawbridge/client'
import { startServer } from '@drawbridge/testkit'
import { launchBrowser } from './browser.ts'
import { fillBoard } from './fill-board.ts'
import { inkSheet, sheetElements, sheetSize, windowSize } from './ink-sheet.ts'
import type { Contender, PreparedSheet } from './measured-page.ts'
import { instrument, measureOpening } from './opening.ts'
import { inkOnCanvases } from './probe.ts'

declare global {
  interface Window {
    /** Where it is tells whether elements have moved. */
    readonly watchedElement?: string
    /** See apps/web/src/board/inspection.ts. */
    readonly drawbridge?: {
      readonly elementCount: number
      position(id: string): { readonly x: number; readonly y: number } | undefined
      readonly view: { readonly x: number; readonly y: number; readonly zoom: number }
      readonly status: { readonly connection: string }
    }
  }
}

/** Drawbridge's own page, built, from the real server. */
export async function startDrawbridgePages(): Promise<Contender> {
  const server = await startServer()
  return {
    name: 'Drawbridge',
    async prepare(count) {
      const made = await createBoard({ url: server.url, title: `${count} strokes` })
      const target = { url: server.url, boardId: made.id, key: made.keys.editor }
      await fillBoard(target, operationsOf(count))
      return preparedSheet(made.links.editor, count)
    },
    stop: () => server.stop(),
  }
}

function* operationsOf(count: number) {
  for (const element of sheetElements(inkSheet(count))) yield createElement(element)
}

function preparedSheet(link: string, count: number): PreparedSheet {
  const { width, height } = sheetSize(count)
  const bottom = [...sheetElements(inkSheet(1))][0]?.id ?? ''
  const view = [(width - windowSize.width) / 2, (height - windowSize.height) / 2, 1].join()
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
      })
      const opening = await measureOpening(page, () => openBoard(page, `${link}&view=${view}`, count))
      return { page, cdp, opening, keys: { draw: 'p', select: 'v' }, close: () => browser.close() }
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
  await page.waitForFunction(
    (count) => window.drawbridge?.status.connection === 'live' && window.drawbridge.elementCount >= count,
    count,
    { polling: 200 },
  )
  return arrival
}
