import { createElement } from '@drawbridge/board'
import { createBoard } from '@drawbridge/client'
import { startServer } from '@drawbridge/testkit'
import { launchBrowser } from './browser.ts'
import { fillBoard } from './fill-board.ts'
import { inkSheet, sheetElements, sheetSize, windowSize } from './ink-sheet.ts'
import type { Contender, PreparedSheet } from './measured-page.ts'
import { measureOpening } from './opening.ts'

declare global {
  interface Window {
    /** See apps/web/src/board/inspection.ts. */
    readonly drawbridge?: {
      readonly elementCount: number
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
  const view = [(width - windowSize.width) / 2, (height - windowSize.height) / 2, 1].join()
  return {
    async open() {
      const browser = await launchBrowser()
      const context = await browser.newContext({ viewport: windowSize })
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      const opening = await measureOpening({
        page,
        cdp,
        address: `${link}&view=${view}`,
        isBoard: (address) => address.includes('/snapshot/'),
        shownState: () => {
          const { x = 0, y = 0, zoom = 0 } = window.drawbridge?.view ?? {}
          return [x, y, zoom].join()
        },
        opened: () =>
          page.waitForFunction(
            (count) =>
              window.drawbridge?.status.connection === 'live' && window.drawbridge.elementCount >= count,
            count,
            { polling: 200 },
          ),
      })
      return { page, cdp, opening, keys: { draw: 'p', select: 'v' }, close: () => browser.close() }
    },
  }
}
