import { BoardPage } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

test('text is written in several lines, and Tab does not keep the keyboard', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('t')
  await page.mouse.click(300, 300)
  await page.keyboard.type('One')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Text on the board')).toHaveCount(0)
  await board.expectSaved()
  const [text] = (await board.document()).elements
  expect(text).toMatchObject({ type: 'text', text: 'One\ntwo', align: 'start', height: 50 })
  expect(await board.inkIn(298, 285, 60, 25), 'it is painted where it was written').toBeGreaterThan(10)
})

test('the field is exactly where the words are painted', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('t')
  await page.mouse.click(300, 300)
  await page.keyboard.type('exactly here')
  await page.keyboard.press('Escape')
  await board.expectSaved()
  const [text] = (await board.document()).elements
  await page.keyboard.press('Enter')
  const field = await page.getByLabel('Text on the board').boundingBox()
  expect(field?.x).toBeCloseTo(text?.['x'] as number, 0)
  expect(field?.y).toBeCloseTo(text?.['y'] as number, 0)
  expect(field?.height).toBeCloseTo(25, 0)
})

test('shapes and notes are written on, and grow with their words', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('r')
  await board.drag(
    [
      [200, 200],
      [320, 260],
    ],
    1,
  )
  await page.keyboard.press('Escape')
  await page.mouse.dblclick(260, 230)
  await page.keyboard.type('A label that needs more lines than there is room for')
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await page.mouse.click(600, 300)
  await page.keyboard.type('words '.repeat(60))
  await page.keyboard.press('Escape')
  await board.expectSaved()
  const [shape, note] = (await board.document()).elements
  expect(shape).toMatchObject({ x: 200, y: 200, width: 120 })
  expect(shape?.['height']).toBeGreaterThan(100)
  expect(note).toMatchObject({ width: 200 })
  expect(note?.['height']).toBeGreaterThan(300)
  await page.keyboard.press('Control+z')
  await board.expectSaved()
  expect((await board.document()).elements[1]).toMatchObject({ text: '', height: 200 })
})

test('a shape without fill is taken by its words, and Enter writes on it', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('o')
  await board.drag(
    [
      [300, 200],
      [500, 320],
    ],
    1,
  )
  await page.keyboard.press('Enter')
  await page.keyboard.type('Start')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await board.drag(
    [
      [400, 260],
      [440, 300],
    ],
    2,
  )
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([{ text: 'Start', x: 340, y: 240 }])
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Text on the board')).toHaveValue('Start')
})

test('a text pulled by its side is broken to the width', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('t')
  await page.mouse.click(300, 300)
  await page.keyboard.type('some words that can be broken')
  await page.keyboard.press('Escape')
  await board.expectSaved()
  const before = (await board.document()).elements[0]
  const right = 300 + (before?.['width'] as number) + 6
  await board.drag(
    [
      [right, 300],
      [right - 140, 300],
    ],
    2,
  )
  await board.expectSaved()
  const [after] = (await board.document()).elements
  expect(after).toMatchObject({ wraps: true, fontSize: 20 })
  expect(after?.['height']).toBeGreaterThan(before?.['height'] as number)
})

test('Arabic is painted from the right as it is written', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('n')
  await page.mouse.click(400, 300)
  const field = page.getByLabel('Text on the board')
  await field.fill('مرحبا بالعالم')
  await expect(field).toHaveCSS('direction', 'rtl')
  await page.keyboard.press('Escape')
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([{ text: 'مرحبا بالعالم' }])
})

test('font, size and alignment are chosen before and after, and the box goes with the words', async ({
  page,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  const choose = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await page.keyboard.press('t')
  await choose('Monospaced')
  await choose('Centre')
  await page.mouse.click(500, 300)
  await page.keyboard.type('middle')
  await page.keyboard.press('Escape')
  await board.expectSaved()
  const [before] = (await board.document()).elements
  expect(before).toMatchObject({ font: 'mono', align: 'center', fontSize: 20 })
  await choose('Large')
  await choose('Handwriting')
  await board.expectSaved()
  const [after] = (await board.document()).elements
  expect(after).toMatchObject({ font: 'hand', fontSize: 32, height: 40 })
  const middle = (one: typeof after) => (one?.['x'] as number) + (one?.['width'] as number) / 2
  expect(middle(before)).toBeCloseTo(500, 0)
  expect(middle(after)).toBeCloseTo(500, 0)
})
