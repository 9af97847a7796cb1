import type { ServerProcess } from '@drawbridge/testkit'
import { createLargeBoard, startServer } from '@drawbridge/testkit'
import type { Page } from '@playwright/test'
import { BoardPage } from '../support/board-page.ts'
import { expect, test as base } from '../support/test.ts'

const strokes = 40_000

/** A server of one's own that makes a snapshot of few entries. */
const test = base.extend<{ own: ServerProcess }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern what a fixture needs
  own: async ({}, use) => {
    const server = await startServer({ env: { DRAWBRIDGE_SNAPSHOT_ENTRIES: '10' } })
    await use(server)
    await server.stop()
  },
})

test.describe.configure({ timeout: 240_000 })

interface Glimpse {
  readonly opened: number
  readonly connection: string
  readonly elements: number
  readonly words: string
  readonly hasInk: boolean
}

/** Notes in each frame what a person sees of the board while it opens. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const glimpses: unknown[] = []
    Object.assign(window, { glimpses })
    const look = () => {
      requestAnimationFrame(look)
      const { drawbridge } = window
      const canvas = document.querySelector('canvas')
      if (!drawbridge || !canvas || canvas.width === 0) return
      const { opened, connection } = drawbridge.status
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, 400, 400) ?? { data: [] }
      let hasInk = false
      // Of blue ink, on the paper's grey and white.
      for (let i = 0; i < data.length; i += 4) hasInk ||= (data[i + 2] ?? 0) - (data[i] ?? 0) > 60
      const words = document.querySelector('[data-testid=status]')?.textContent.trim() ?? ''
      glimpses.push({ opened, connection, elements: drawbridge.elementCount, words, hasInk })
    }
    look()
  })
}

const glimpsesOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { glimpses: Glimpse[] }).glimpses)

test('a board of 40,000 strokes shows ink while it opens, can be drawn on, and comes back without network', async ({
  page,
  context,
  own,
}) => {
  const { links } = await createLargeBoard(own.url, strokes)
  await watch(page)
  const board = await BoardPage.open(page, links.editor)
  await board.expectElements(strokes)
  const before = (await glimpsesOf(page)).filter(({ connection }) => connection !== 'live')
  expect(before.some(({ opened, hasInk }) => opened < 1 && hasInk)).toBe(true)
  expect(before.some(({ words }) => /^Opening… \d+ %$/.test(words))).toBe(true)

  await board.choose('Pen')
  await board.drag(BoardPage.wave([300, 300]))
  await board.expectElements(strokes + 1)
  await board.expectSaved()
  const hash = await board.hash()
  expect((await board.document()).hash).toBe(hash)

  await page.reload()
  await board.expectElements(strokes + 1)
  await board.expectSaved()
  expect(await board.hash()).toBe(hash)

  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'))
    .toBe('activated')
  await context.setOffline(true)
  await page.reload()
  await expect(board.status).toHaveText(/Offline, .*kept here/)
  await board.expectElements(strokes + 1)
  expect(await board.hash()).toBe(hash)
})
