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
  await board.drag([[290, 250], [290, 350]], 2) // prettier-ignore
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

for (const first of ['who is offline', 'who is not'] as const)
  test(`cuts that were made offline join those of others, when ${first} takes back the own first`, async ({
    page,
    secondPage,
    server,
  }) => {
    const a = await BoardPage.fresh(page, server)
    const b = await BoardPage.open(secondPage, a.link)
    await drawLine(a, 300)
    await b.expectElements(1)
    await secondPage.context().setOffline(true)
    await rubDown(b, 500, 300)
    await rubDown(a, 480, 300)
    await rubDown(a, 800, 300)
    await a.expectSaved()
    expect(await gaps(a)).toHaveLength(2)
    await secondPage.context().setOffline(false)
    await b.expectSaved()
    await expectSameBoard(a, b)
    const all = await gaps(a)
    const cutOfB = async () => {
      const around = (await gaps(a)).filter(
        ([from, to]) => from <= (all[0]?.[1] ?? 0) && to >= (all[0]?.[1] ?? 0),
      )
      return around.length
    }
    const steps = first === 'who is offline' ? [b.page, a.page, a.page] : [a.page, a.page, b.page]
    for (const person of steps) {
      const before = await a.document()
      await undo(person)
      await expect.poll(async () => (await a.document()).seq).toBeGreaterThan(before.seq)
      // What B cut is there until B takes it back, whatever A does.
      if (first === 'who is not' && person === a.page) expect(await cutOfB()).toBe(1)
    }
    expect(await gaps(a)).toEqual([])
    await expectSameBoard(a, b)
  })
