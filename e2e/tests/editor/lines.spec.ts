import type { Page } from '@playwright/test'
import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

/** Two rectangles side by side. */
async function withTwoShapes(page: Page, server: string): Promise<BoardPage> {
  const board = await BoardPage.create(page, server)
  for (const x of [200, 600]) {
    await page.keyboard.press('r')
    await board.drag(
      [
        [x, 200],
        [x + 120, 280],
      ],
      1,
    )
  }
  return board
}

const lineOf = async (board: BoardPage) => {
  await board.expectSaved()
  return (await board.document()).elements.find(({ type }) => type === 'line')
}

test('lines, arrows and elbow arrows are drawn; Shift turns them in steps', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  for (const [i, key] of ['l', 'a', 'Shift+A'].entries()) {
    await page.keyboard.press(key)
    await board.drag(
      [
        [200, 150 + i * 120],
        [400, 200 + i * 120],
      ],
      1,
    )
  }
  await page.keyboard.press('l')
  await page.keyboard.down('Shift')
  await board.drag(
    [
      [600, 300],
      [700, 310],
    ],
    1,
  )
  await page.keyboard.up('Shift')
  await board.expectSaved()
  const { elements } = await board.document()
  expect(elements).toMatchObject([
    { route: 'straight', endHead: 'none', dx: 200, dy: 50 },
    { route: 'straight', endHead: 'arrow' },
    { route: 'elbow', endHead: 'arrow' },
    { dy: 0 },
  ])
})

test('an arrow binds to what it is drawn between, and follows on every screen without being written', async ({
  page,
  secondPage,
  server,
}) => {
  const board = await withTwoShapes(page, server)
  const other = await BoardPage.open(secondPage, board.link)
  await page.keyboard.press('a')
  await board.drag(
    [
      [260, 240],
      [660, 240],
    ],
    3,
  )
  await other.expectElements(3)
  const bound = await lineOf(board)
  const { elements } = await board.document()
  expect(bound).toMatchObject({
    startElement: elements[0]?.id,
    endElement: elements[1]?.id,
    startX: 0.5,
    endX: 0.5,
  })
  expect(await other.inkIn(400, 230, 100, 20), 'it is seen between them').toBeGreaterThan(50)

  await page.keyboard.press('Escape')
  await board.drag(
    [
      [600, 220],
      [600, 400],
      [600, 520],
    ],
    2,
  )
  await board.expectSaved()
  await expectSameBoard(board, other)
  expect(await lineOf(board)).toEqual(bound)
  await expect.poll(() => other.inkIn(400, 230, 100, 20), 'it has gone along').toBe(0)
  expect(await other.inkIn(400, 350, 100, 80)).toBeGreaterThan(50)
})

test('with Control held a line binds to nothing', async ({ page, server }) => {
  const board = await withTwoShapes(page, server)
  await page.keyboard.press('a')
  await page.keyboard.down('Control')
  await board.drag(
    [
      [260, 240],
      [660, 240],
    ],
    2,
  )
  await page.keyboard.up('Control')
  expect(await lineOf(board)).toMatchObject({ startElement: '', endElement: '', dx: 400 })
})

test('an end is pulled onto an element and off again, the middle bends the line', async ({
  page,
  server,
}) => {
  const board = await withTwoShapes(page, server)
  await page.keyboard.press('l')
  await board.drag(
    [
      [200, 450],
      [500, 450],
    ],
    2,
  )
  await board.drag(
    [
      [350, 450],
      [350, 380],
    ],
    2,
  )
  expect(await lineOf(board)).toMatchObject({ route: 'curved', bend: 70 })
  await board.drag(
    [
      [500, 450],
      [620, 265],
    ],
    2,
  )
  const joined = await lineOf(board)
  expect(joined?.['endElement']).toBe((await board.document()).elements[1]?.id)
  await page.keyboard.press('Control+z')
  expect(await lineOf(board)).toMatchObject({ endElement: '', dx: 300, bend: 70 })
})

test('a double click on a line writes on its middle, and the line leaves a gap', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('a')
  await board.drag(
    [
      [200, 300],
      [600, 300],
    ],
    2,
  )
  await page.keyboard.press('Escape')
  await page.mouse.dblclick(300, 300)
  await expect(page.getByLabel('Text on the board')).toBeFocused()
  await page.keyboard.type('yes')
  await page.keyboard.press('Escape')
  expect(await lineOf(board)).toMatchObject({ text: 'yes', dx: 400 })
  await page.keyboard.press('Escape')
  expect(await board.inkIn(390, 285, 20, 30), 'the words').toBeGreaterThan(10)
})

test('Alt+C joins two selected elements; Ctrl and an arrow puts another beside one', async ({
  page,
  server,
}) => {
  const board = await withTwoShapes(page, server)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Alt+c')
  expect(await lineOf(board)).toMatchObject({ endHead: 'arrow', startX: 0.5, endX: 0.5 })
  await page.mouse.click(600, 220)
  await page.keyboard.press('Control+ArrowDown')
  await board.expectElements(5)
})

test('a line becomes an arrow, curved or with right angles, by its style', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('l')
  await board.drag(
    [
      [200, 300],
      [500, 400],
    ],
    1,
  )
  await page.getByLabel('End', { exact: true }).selectOption('triangle')
  await page.getByLabel('Start', { exact: true }).selectOption('dot')
  await page.getByRole('button', { name: 'Curved', exact: true }).click()
  expect(await lineOf(board)).toMatchObject({ startHead: 'dot', endHead: 'triangle', route: 'curved' })
  await page.getByRole('button', { name: 'With right angles', exact: true }).click()
  expect(await lineOf(board)).toMatchObject({ route: 'elbow', dx: 300, dy: 100 })
})
