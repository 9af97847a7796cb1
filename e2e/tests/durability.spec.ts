import { startServer } from '@drawbridge/testkit'
import { BoardPage, expectSameBoard } from '../support/board-page.ts'
import { expect, test } from '../support/test.ts'

test('a reload keeps the board', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await board.choose('Pen')
  await board.drag(BoardPage.wave([300, 300]))
  await board.choose('Rectangle')
  await board.drag([
    [600, 200],
    [760, 320],
  ])
  await board.expectSaved()
  const hash = await board.hash()
  await page.reload()
  await expect.poll(() => board.hash()).toBe(hash)
  await board.expectElements(2)
})

test('a server that is killed keeps every acknowledged stroke, and what waited is saved when it is back', async ({
  page,
  secondPage,
}) => {
  const server = await startServer()
  try {
    const a = await BoardPage.create(page, server.url)
    const b = await BoardPage.open(secondPage, a.link)
    await a.choose('Pen')
    await a.drag(BoardPage.wave([200, 200]))
    await a.drag(BoardPage.wave([200, 350]))
    await a.expectSaved()
    const { hash } = await a.document()

    await server.kill()
    await expect(a.status).toHaveText('Offline, changes are kept here')
    await a.drag(BoardPage.wave([200, 500]))
    await expect(a.status).toHaveText(/Offline, \d+ changes? (is|are) kept here/)

    await server.restart()
    await a.expectSaved()
    await a.expectElements(3)
    await b.expectSaved()
    await expectSameBoard(a, b)
    expect((await a.document()).hash).not.toBe(hash)

    await b.choose('Pen')
    await b.drag(BoardPage.wave([600, 300]))
    await b.expectSaved()
    await expectSameBoard(a, b)
  } finally {
    await server.stop()
  }
})

test('leaving with unsaved work warns', async ({ page }) => {
  const server = await startServer()
  try {
    const board = await BoardPage.create(page, server.url)
    await server.kill()
    await expect(board.status).toHaveText(/Offline/)
    await board.choose('Pen')
    await board.drag(BoardPage.wave([200, 200]))
    await expect(board.status).toHaveText(/Offline, \d+ change/)
    const dialog = page.waitForEvent('dialog')
    const closing = page.close({ runBeforeUnload: true })
    const warning = await dialog
    expect(warning.type()).toBe('beforeunload')
    await warning.accept()
    await closing
  } finally {
    await server.stop()
  }
})
