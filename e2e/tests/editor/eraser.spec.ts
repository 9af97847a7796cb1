import type { Page } from '@playwright/test'
import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

type Range = readonly [from: number, to: number]

/** The parts of a stroke that were rubbed out, in pixels from its start: for level strokes of even points. */
async function gaps(board: BoardPage): Promise<Range[]> {
  const { elements } = await board.document()
  const [stroke] = elements
  const erased = Object.values((stroke?.['erased'] ?? {}) as Record<string, readonly number[]>)
  const ranges = erased
    .flatMap((list) => list.flatMap((from, i): Range[] => (i % 2 === 0 ? [[from, list[i + 1] ?? 0]] : [])))
    .sort(([a], [b]) => a - b)
  const merged: Range[] = []
  for (const [from, to] of ranges) {
    const last = merged.at(-1)
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)]
    else merged.push([from, to])
  }
  return merged
}

/** A level stroke at a height, with a point about every 40 pixels. */
async function drawLine(board: BoardPage, y: number): Promise<void> {
  await board.page.keyboard.press('p')
  await board.press([[200, y], [1000, y]], 20) // prettier-ignore
  await board.page.mouse.up()
  await board.expectElements(1)
}

async function rubDown(board: BoardPage, x: number, y: number): Promise<void> {
  await board.page.keyboard.press('e')
  await board.drag([[x, y - 60], [x, y + 60]], 4) // prettier-ignore
}

const undo = (page: Page) => page.keyboard.press('Control+z')

test('the eraser rubs out the ink that it passes over, as one step', async ({ page, server }) => {
  const board = await BoardPage.fresh(page, server)
  await drawLine(board, 300)
  await rubDown(board, 400, 300)
  await rubDown(board, 700, 300)
  await board.expectSaved()
  expect(await gaps(board)).toHaveLength(2)
  // Ink to the left and right of a gap, none in it. The bar of tools and the eraser's ring are elsewhere.
  await page.mouse.move(100, 600)
  await expect.poll(() => board.inkIn(398, 290, 4, 20)).toBe(0)
  expect(await board.inkIn(300, 290, 40, 20)).toBeGreaterThan(40)
  await undo(page)
  await board.expectSaved()
  expect(await gaps(board)).toHaveLength(1)
  await page.keyboard.press('Control+Shift+z')
  await board.expectSaved()
  expect(await gaps(board)).toHaveLength(2)
})

test('a stroke of which nothing is left is deleted, and undo brings all of it back', async ({
  page,
  server,
}) => {
  const board = await BoardPage.fresh(page, server)
  await drawLine(board, 300)
  await page.keyboard.press('e')
  await board.drag([[180, 300], [1020, 300]], 10) // prettier-ignore
  await board.expectElements(0)
  await undo(page)
  await board.expectElements(1)
  await board.expectSaved()
  expect(await gaps(board)).toEqual([])
})

test('Alt takes whole elements, shapes too', async ({ page, server }) => {
  const board = await BoardPage.fresh(page, server)
  await drawLine(board, 300)
  await page.keyboard.press('r')
  await board.drag([[300, 200], [500, 400]]) // prettier-ignore
  await rubDown(board, 300, 300)
  await board.expectElements(2)
  await page.keyboard.down('Alt')
  await board.drag([[296, 330], [296, 380]], 2) // prettier-ignore
  await page.keyboard.up('Alt')
  await board.expectElements(1)
  await undo(page)
  await board.expectElements(2)
  await board.expectSaved()
})

test('two people rub out the same stroke at once: equal boards, and each takes back exactly the own cut', async ({
  page,
  secondPage,
  server,
}) => {
  const a = await BoardPage.fresh(page, server)
  const b = await BoardPage.open(secondPage, a.link)
  await drawLine(a, 300)
  await b.expectElements(1)
  await Promise.all([a, b].map((each) => each.page.keyboard.press('e')))
  // Both press, go on by turns and lift: A from 300 to 500, B from 400 to 700.
  await a.press([[300, 300], [350, 300]], 2) // prettier-ignore
  await b.press([[700, 300], [600, 300]], 2) // prettier-ignore
  await a.page.mouse.move(500, 300, { steps: 3 })
  await b.page.mouse.move(400, 300, { steps: 3 })
  await a.page.mouse.up()
  await b.page.mouse.up()
  await Promise.all([a.expectSaved(), b.expectSaved()])
  await expectSameBoard(a, b)
  const both = await gaps(a)
  expect(both).toHaveLength(1)
  await undo(a.page)
  await a.expectSaved()
  const ofB = await gaps(a)
  expect(ofB).toHaveLength(1)
  expect(ofB[0]?.[0]).toBeGreaterThan(both[0]?.[0] ?? Infinity)
  expect(ofB[0]?.[1]).toBe(both[0]?.[1])
  await undo(b.page)
  await expect.poll(() => gaps(a)).toEqual([])
  await a.page.keyboard.press('Control+Shift+z')
  await a.expectSaved()
  const ofA = await gaps(a)
  expect(ofA[0]?.[0]).toBe(both[0]?.[0])
  expect(ofA[0]?.[1]).toBeLessThan(both[0]?.[1] ?? 0)
  await expectSameBoard(a, b)
})

/** A cuts twice and B once, offline, where A cuts too. Then they take their cuts back in the order given. */
async function cutOffline(a: BoardPage, b: BoardPage, steps: readonly BoardPage[]): Promise<void> {
  await drawLine(a, 300)
  await b.expectElements(1)
  await a.expectSaved()
  await expectSameBoard(a, b)
  await b.page.context().setOffline(true)
  await rubDown(b, 500, 300)
  await rubDown(a, 480, 300)
  await rubDown(a, 800, 300)
  await expect.poll(() => gaps(a)).toHaveLength(2)
  await b.page.context().setOffline(false)
  await b.expectSaved()
  await expectSameBoard(a, b)
  const [whole] = await gaps(a)
  for (const [i, person] of steps.entries()) {
    const { seq } = await a.document()
    await undo(person.page)
    await expect.poll(async () => (await a.document()).seq).toBeGreaterThan(seq)
    const left = steps.slice(i + 1)
    // What the other cut stays cut: at the end of the common gap for B, at its beginning for A.
    const now = await gaps(a)
    if (left.includes(b)) expect(now.some(([, to]) => to === whole?.[1])).toBe(true)
    if (left.includes(a)) expect(now.some(([from]) => from === whole?.[0])).toBe(true)
  }
  expect(await gaps(a)).toEqual([])
  await expectSameBoard(a, b)
}

test('cuts made offline join those of others, and who was offline takes back the own first', async ({
  page,
  secondPage,
  server,
}) => {
  const a = await BoardPage.fresh(page, server)
  const b = await BoardPage.open(secondPage, a.link)
  await cutOffline(a, b, [b, a, a])
})

test('cuts made offline join those of others, and who was not offline takes back the own first', async ({
  page,
  secondPage,
  server,
}) => {
  const a = await BoardPage.fresh(page, server)
  const b = await BoardPage.open(secondPage, a.link)
  await cutOffline(a, b, [a, a, b])
})

test('a large eraser cuts more, and it is as large after a reload', async ({ page, server }) => {
  const board = await BoardPage.fresh(page, server)
  await drawLine(board, 300)
  await rubDown(board, 400, 300)
  await page.getByRole('button', { name: 'Tool options' }).click()
  await page.getByRole('button', { name: 'Very large' }).click()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(board.canvas).toBeVisible()
  await board.expectElements(1)
  await rubDown(board, 800, 300)
  await expect.poll(() => gaps(board)).toHaveLength(2)
  const [small, large] = (await gaps(board)).map(([from, to]) => to - from)
  expect(large).toBeGreaterThan(2.5 * (small ?? Infinity))
})
