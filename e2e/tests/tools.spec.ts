import { BoardPage, expectSameBoard } from '../support/board-page.ts'
import { Touch } from '../support/hands.ts'
import { expect, test } from '../support/test.ts'

test.describe('tools', () => {
  test('pen, with the colour and width that are chosen', async ({ page, server }) => {
    const board = await BoardPage.create(page, server)
    await board.choose('Pen')
    await page.getByRole('button', { name: 'Red', exact: true }).click()
    await page.getByRole('button', { name: 'Bold', exact: true }).click()
    await board.drag(BoardPage.wave([300, 300]))
    await board.expectSaved()
    const { elements } = await board.document()
    expect(elements).toMatchObject([{ type: 'stroke', color: 'red', strokeWidth: 8 }])
  })

  test('rectangle, ellipse and line, after which the new element is selected', async ({ page, server }) => {
    const board = await BoardPage.create(page, server)
    const made = [
      ['r', 'rectangle'],
      ['o', 'ellipse'],
      ['l', 'line'],
    ] as const
    for (const [i, [key]] of made.entries()) {
      await page.keyboard.press(key)
      await board.drag([
        [200 + 200 * i, 200],
        [320 + 200 * i, 280],
      ])
      await expect(board.tool('Select')).toHaveAttribute('aria-pressed', 'true')
    }
    await board.expectSaved()
    const { elements } = await board.document()
    expect(elements.map(({ type, shape }) => shape ?? type)).toEqual(made.map(([, name]) => name))
    expect(elements).toMatchObject([{ width: 120, height: 80 }, { width: 120 }, { dx: 120, dy: 80 }])
    await page.keyboard.press('Delete')
    await board.expectElements(2)
  })

  test('text is written where it is clicked, and written anew on a double click', async ({
    page,
    server,
  }) => {
    const board = await BoardPage.create(page, server)
    await page.keyboard.press('t')
    await page.mouse.click(300, 300)
    await page.keyboard.type('Hello')
    await page.keyboard.press('Enter')
    await page.keyboard.type('board')
    await page.keyboard.press('Escape')
    await board.expectSaved()
    expect((await board.document()).elements).toMatchObject([{ type: 'text', text: 'Hello\nboard' }])
    await page.mouse.dblclick(320, 300)
    await expect(page.getByLabel('Text on the board')).toBeFocused()
    await page.keyboard.type('Again')
    await page.mouse.click(700, 500)
    await board.expectSaved()
    expect((await board.document()).elements).toMatchObject([{ type: 'text', text: 'Again' }])
  })

  test('eraser takes whole elements that it touches while Alt is held', async ({ page, server }) => {
    const board = await BoardPage.create(page, server)
    await board.choose('Pen')
    await board.drag([
      [300, 200],
      [300, 400],
    ])
    await board.drag([
      [500, 200],
      [500, 400],
    ])
    await board.choose('Eraser')
    await page.keyboard.down('Alt')
    await board.drag([
      [250, 300],
      [350, 300],
    ])
    await page.keyboard.up('Alt')
    await board.expectElements(1)
    await board.expectSaved()
    expect((await board.document()).elements).toMatchObject([{ x: 500 }])
  })

  test('select, move and undo', async ({ page, server }) => {
    const board = await BoardPage.create(page, server)
    await page.keyboard.press('r')
    await board.drag([
      [300, 200],
      [400, 300],
    ])
    await board.drag([
      [300, 225],
      [450, 325],
    ])
    await board.expectSaved()
    expect((await board.document()).elements).toMatchObject([{ x: 450, y: 300 }])
    await page.keyboard.press('Control+z')
    await board.expectSaved()
    expect((await board.document()).elements).toMatchObject([{ x: 300, y: 200 }])
    await page.getByRole('button', { name: 'Redo' }).click()
    await board.expectSaved()
    expect((await board.document()).elements).toMatchObject([{ x: 450, y: 300 }])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await board.expectElements(0)
  })
})

test('undo takes back own work only', async ({ page, secondPage, server }) => {
  const a = await BoardPage.create(page, server)
  const b = await BoardPage.open(secondPage, a.link)
  await a.choose('Pen')
  await a.drag(BoardPage.wave([200, 200]))
  await b.expectElements(1)
  await b.choose('Pen')
  await b.drag(BoardPage.wave([200, 400]))
  await a.expectElements(2)
  await page.keyboard.press('Control+z')
  await b.expectElements(1)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+Shift+z')
  await b.expectElements(2)
  await a.expectSaved()
  await expectSameBoard(a, b)
})

test('the wheel pans, with Ctrl it zooms, and Space drags', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  const drawAt = async (x: number, y: number) => {
    await board.choose('Rectangle')
    await board.drag([
      [x, y],
      [x + 50, y + 50],
    ])
    await board.expectSaved()
    return (await board.document()).elements.at(-1)
  }
  await page.mouse.move(400, 300)
  await page.mouse.wheel(0, 100)
  expect(await drawAt(400, 300)).toMatchObject({ x: 400, y: 400, width: 50 })
  await page.keyboard.down('Space')
  await board.drag([
    [400, 300],
    [500, 400],
  ])
  await page.keyboard.up('Space')
  expect(await drawAt(600, 300)).toMatchObject({ x: 500, y: 300 })
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -50)
  await page.keyboard.up('Control')
  await expect(page.getByRole('button', { name: /^Zoom: / })).not.toHaveText('100 %')
  await page.getByRole('button', { name: /^Zoom: / }).click()
  await page.getByRole('menuitem', { name: '100 %', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Zoom: / })).toHaveText('100 %')
})

test('two fingers pan and zoom and leave no scribble', async ({ page, server, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test press two fingers')
  const board = await BoardPage.create(page, server)
  await board.choose('Pen')
  const touch = await Touch.of(page)
  await touch.down([400, 350], [500, 350])
  for (let spread = 10; spread <= 50; spread += 10) await touch.move([400 - spread, 350], [500 + spread, 350])
  await touch.up()
  await expect(page.getByRole('button', { name: /^Zoom: / })).toHaveText('200 %')
  await board.expectElements(0)
})
