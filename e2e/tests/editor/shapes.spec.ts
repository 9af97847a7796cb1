import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

test('each shape is dragged open, by key or from the toolbar', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  const byKey = [
    ['r', 'rectangle'],
    ['o', 'ellipse'],
    ['d', 'diamond'],
  ] as const
  for (const [i, [key]] of byKey.entries()) {
    await page.keyboard.press(key)
    await board.drag(
      [
        [150 + i * 180, 150],
        [270 + i * 180, 230],
      ],
      1,
    )
  }
  const fromMenu = ['Triangle', 'Star', 'Hexagon', 'Cloud']
  for (const [i, name] of fromMenu.entries()) {
    await page.getByRole('button', { name: 'More shapes' }).click()
    await page.getByRole('menuitemcheckbox', { name }).click()
    await expect(page.getByRole('menu')).toHaveCount(0)
    await board.drag(
      [
        [150 + i * 180, 330],
        [270 + i * 180, 410],
      ],
      1,
    )
  }
  await board.expectElements(7)
  await board.expectSaved()
  const { elements } = await board.document()
  expect(elements.map(({ shape }) => shape)).toEqual([
    'rectangle',
    'ellipse',
    'diamond',
    ...fromMenu.map((name) => name.toLowerCase()),
  ])
  for (const element of elements) expect(element).toMatchObject({ width: 120, height: 80 })
  expect(await board.inkIn(560, 320, 60, 100)).toBeGreaterThan(50)
})

test('a shape takes and changes its looks: shape, corners, fill, dash, hand-drawn', async ({
  page,
  secondPage,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  const other = await BoardPage.open(secondPage, board.link)
  await page.keyboard.press('r')
  const choose = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await choose('Rounded corners')
  await choose('Cross-hatched')
  await choose('Dashed')
  await page.mouse.click(400, 350)
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([
    { shape: 'rectangle', fillStyle: 'cross-hatch', dash: 'dashed', roughness: 0 },
  ])
  expect((await board.document()).elements[0]?.['radius']).toBeGreaterThan(0)
  await choose('Hand-drawn')
  await page.getByLabel('Shape', { exact: true }).selectOption('cloud')
  await choose('Solid')
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([{ shape: 'cloud', dash: 'solid', roughness: 1 }])
  await expectSameBoard(board, other)
  const looks = () => Promise.all([board, other].map((one) => one.inkIn(340, 310, 120, 80)))
  // The other has the same strokes, though nobody sent them.
  await expect.poll(async () => new Set(await looks()).size).toBe(1)
})

test('a click makes a shape, a frame or a note of the usual size, and the note asks for its words', async ({
  page,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('r')
  await page.mouse.click(250, 200)
  await page.keyboard.press('f')
  await page.mouse.click(700, 380)
  await page.keyboard.press('n')
  await page.mouse.click(250, 480)
  await expect(page.getByLabel('Text on the board')).toBeFocused()
  await page.keyboard.type('Buy bread')
  await page.keyboard.press('Escape')
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([
    { type: 'shape', x: 170, y: 150, width: 160, height: 100 },
    { type: 'frame', width: 480, height: 320 },
    { type: 'note', color: 'yellow', width: 200, height: 200, text: 'Buy bread' },
  ])
})

test('a tool that is kept makes one after the other, and lets go when it is not', async ({
  page,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('q')
  await page.keyboard.press('o')
  await page.mouse.click(200, 200)
  await page.mouse.click(450, 200)
  await expect(board.tool('Ellipse')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('q')
  await page.mouse.click(700, 200)
  await expect(board.tool('Select')).toHaveAttribute('aria-pressed', 'true')
  await board.expectElements(3)
})

test('a whole flowchart, three shapes, two bound arrows and labels, is made by keyboard alone', async ({
  page,
  secondPage,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  const other = await BoardPage.open(secondPage, board.link)
  const { keyboard } = page
  const write = async (text: string) => {
    await keyboard.press('Enter')
    await expect(page.getByLabel('Text on the board')).toBeFocused()
    await keyboard.type(text)
    await keyboard.press('Control+Enter')
  }
  await keyboard.press('r')
  await keyboard.press('Enter')
  await write('Order')
  await keyboard.press('Control+ArrowRight')
  await write('Paid?')
  await keyboard.press('Control+ArrowDown')
  await write('Send')
  await other.expectElements(5)
  await board.expectSaved()
  const { elements } = await board.document()
  const shapes = elements.filter(({ type }) => type === 'shape')
  const lines = elements.filter(({ type }) => type === 'line')
  expect(shapes).toMatchObject([{ text: 'Order' }, { text: 'Paid?' }, { text: 'Send' }])
  const [first, second, third] = shapes.map(({ id }) => id)
  expect(lines).toMatchObject([
    { startElement: first, endElement: second, endHead: 'arrow' },
    { startElement: second, endElement: third, endHead: 'arrow' },
  ])
  await expectSameBoard(board, other)

  // Its size is set, it is moved, and another arrow is drawn without a pointer, too.
  await keyboard.press('Alt+Shift+ArrowRight')
  await keyboard.press('Shift+ArrowDown')
  await board.expectSaved()
  const [, , sent] = (await board.document()).elements.filter(({ type }) => type === 'shape')
  expect(sent).toMatchObject({ width: 170, y: (shapes[2]?.['y'] as number) + 10 })
})
