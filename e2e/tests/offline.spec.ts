import type { ServerProcess } from '@drawbridge/testkit'
import { startServer } from '@drawbridge/testkit'
import type { BrowserContext, Page } from '@playwright/test'
import { BoardPage, expectSameBoard } from '../support/board-page.ts'
import { expect, test as base } from '../support/test.ts'

/** A server of one's own, to be stopped at will. */
const test = base.extend<{ own: ServerProcess }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern what a fixture needs
  own: async ({}, use) => {
    const server = await startServer()
    await use(server)
    await server.stop()
  },
})

// Each starts and stops a server of its own, and waits until clients try again.
test.describe.configure({ timeout: 240_000 })

/** Until the page can be loaded without network. */
async function expectReadyForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  // Ready is what is still being activated, too.
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'))
    .toBe('activated')
}

async function draw(board: BoardPage, y: number): Promise<void> {
  await board.choose('Pen')
  await board.drag(BoardPage.wave([200, y]))
}

/** Opens the board in a new tab while the server cannot be reached. */
async function openOffline(context: BrowserContext, link: string): Promise<BoardPage> {
  const page = await context.newPage()
  await page.goto(link)
  const board = new BoardPage(page)
  await expect(board.canvas).toBeVisible()
  await expect(board.status).toHaveText(/Offline, .*kept here/)
  return board
}

/** Everyone has the server's board, and its log has each entry of each client once, in order. */
async function expectEachEntryOnce(board: BoardPage): Promise<void> {
  await board.expectSaved()
  const entries = await board.entries()
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1))
  const byClient = Map.groupBy(entries, ({ client }) => client)
  for (const [client, own] of byClient)
    expect(
      own.map(({ n }) => n),
      client,
    ).toEqual(own.map((_, i) => i + 1))
  await expectSameBoard(board)
}

test('what is drawn offline outlives the tab, and is saved once when the network is back', async ({
  page,
  context,
  own,
}) => {
  const first = await BoardPage.create(page, own.url)
  await draw(first, 150)
  await first.expectSaved()
  await expectReadyForOffline(page)
  // A worker that a cache keeps would keep an old build for as long.
  const worker = await fetch(`${own.url}/service-worker.js`)
  expect(worker.headers.get('cache-control')).toBe('no-cache')
  await context.setOffline(true)
  await expect(first.status).toHaveText(/Offline, .*kept here/)
  await draw(first, 300)
  await draw(first, 450)
  await first.expectElements(3)
  await first.expectKept()
  const hash = await first.hash()
  const { link } = first
  await page.close()

  const again = await openOffline(context, link)
  await again.expectElements(3)
  expect(await again.hash()).toBe(hash)
  await draw(again, 600)
  await again.expectKept()
  await context.setOffline(false)
  await expectEachEntryOnce(again)
  await again.expectElements(4)
  expect((await again.document()).elements).toHaveLength(4)
})

test('a tab that is closed while the server is down loses nothing, whether or not the server is back', async ({
  page,
  context,
  own,
}) => {
  const first = await BoardPage.create(page, own.url, 'Kept')
  await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible()
  await draw(first, 150)
  await first.expectSaved()
  await expectReadyForOffline(page)
  await own.kill()
  await draw(first, 300)
  await first.expectElements(2)
  await first.expectKept()
  const hash = await first.hash()
  const { link } = first
  await page.close()

  const again = await openOffline(context, link)
  expect(await again.hash()).toBe(hash)
  await expect(again.page.getByRole('heading', { name: 'Kept' })).toBeVisible()
  await again.page.close()

  await own.restart()
  const last = await BoardPage.open(await context.newPage(), link)
  await expectEachEntryOnce(last)
  expect(await last.hash()).toBe(hash)
})

test('two tabs that were closed with unsaved work: one that is opened later saves the work of both', async ({
  page,
  context,
  own,
}) => {
  const a = await BoardPage.create(page, own.url)
  const b = await BoardPage.open(await context.newPage(), a.link)
  await draw(a, 150)
  await b.expectElements(1)
  await expectReadyForOffline(page)
  await own.kill()
  await draw(a, 300)
  await draw(b, 450)
  await draw(b, 600)
  expect(await a.clientId()).not.toBe(await b.clientId())
  for (const board of [a, b]) await board.expectKept()
  const { link } = a
  await a.page.close()
  await b.page.close()

  const again = await openOffline(context, link)
  await own.restart()
  await again.expectElements(4)
  await expectEachEntryOnce(again)
  expect((await again.document()).elements).toHaveLength(4)
})

test('a tab that is left open saves what another left behind', async ({ page, context, own }) => {
  const a = await BoardPage.create(page, own.url)
  const b = await BoardPage.open(await context.newPage(), a.link)
  await own.kill()
  await draw(b, 300)
  await b.expectKept()
  await b.page.close()
  await own.restart()
  await a.expectElements(1)
  await expectEachEntryOnce(a)
})

test('undo and redo work after a reload', async ({ page, own }) => {
  const board = await BoardPage.create(page, own.url)
  await draw(board, 150)
  await draw(board, 300)
  await board.expectSaved()
  await board.expectKept()
  const hash = await board.hash()
  const client = await board.clientId()
  await page.reload()
  await board.expectElements(2)
  await board.expectSaved()
  expect(await board.clientId()).toBe(client)
  await page.getByRole('button', { name: 'Undo' }).click()
  await board.expectElements(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await board.expectElements(0)
  await page.getByRole('button', { name: 'Redo' }).click()
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect.poll(() => board.hash()).toBe(hash)
  await expectEachEntryOnce(board)
})

test('without Web Locks, too, tabs have identities of their own, and what they leave is saved', async ({
  page,
  context,
  own,
}) => {
  // As on plain http of another host. A page that has ended without a word has its lease for three more minutes.
  await context.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'locks')
    const now = Date.now.bind(Date)
    const later = Number(sessionStorage.getItem('later') ?? 0)
    Date.now = () => now() + later
  })
  const a = await BoardPage.create(page, own.url)
  const b = await BoardPage.open(await context.newPage(), a.link)
  expect(await page.evaluate(() => 'locks' in navigator)).toBe(false)
  expect(await a.clientId()).not.toBe(await b.clientId())
  await own.kill()
  await draw(a, 300)
  await draw(b, 450)
  for (const board of [a, b]) await board.expectKept()
  const { link } = a
  await a.page.close()
  await b.page.close()

  await own.restart()
  const last = await context.newPage()
  await last.goto(own.url)
  await last.evaluate(() => sessionStorage.setItem('later', String(4 * 60_000)))
  const again = await BoardPage.open(last, link)
  await again.expectElements(2)
  await expectEachEntryOnce(again)
})

test('a duplicated tab does not share the identity of the first', async ({ page, context, own }) => {
  const a = await BoardPage.create(page, own.url)
  const copied = await page.evaluate(() => ({ ...sessionStorage }))
  const twin = await context.newPage()
  await twin.addInitScript((items) => {
    for (const [name, value] of Object.entries(items)) sessionStorage.setItem(name, value)
  }, copied)
  const b = await BoardPage.open(twin, a.link)
  expect(await b.clientId()).not.toBe(await a.clientId())
  await draw(a, 200)
  await draw(b, 400)
  await a.expectElements(2)
  await b.expectElements(2)
  await expectEachEntryOnce(a)
})
