import type { Page } from '@playwright/test'
import { BoardPage } from '../../support/board-page.ts'
import { Pen, Touch } from '../../support/hands.ts'
import { expect, test } from '../../support/test.ts'

const zoom = (page: Page) => page.getByRole('button', { name: /^Zoom: / })
const origin = async (board: BoardPage) => {
  await board.expectSaved()
  const { x, y } = (await board.document()).elements.at(-1) as unknown as { x: number; y: number }
  return [x, y]
}

test('two fingers that tap undo, three redo, and two that go pan and zoom without a scribble', async ({
  page,
  server,
}) => {
  const board = await BoardPage.fresh(page, server)
  const touch = await Touch.of(page)
  await page.keyboard.press('p')
  await touch.drag([300, 200], [500, 260])
  await board.expectElements(1)
  await touch.tap([400, 300], [480, 300])
  await board.expectElements(0)
  await touch.tap([400, 300], [480, 300], [560, 300])
  await board.expectElements(1)
  await touch.down([400, 300], [500, 300])
  for (const far of [20, 50, 50]) await touch.move([400 - far, 300], [500 + far, 300])
  await touch.up()
  await expect(zoom(page)).toHaveText('200 %')
  await touch.down([400, 300], [500, 300])
  for (const far of [50, 100]) await touch.move([400, 300 + far], [500, 300 + far])
  await touch.up()
  await board.expectElements(1)
  await expect(zoom(page)).toHaveText('200 %')
})

test('a pen draws with its pressure, and from then on fingers pan', async ({ page, server }) => {
  const board = await BoardPage.fresh(page, server)
  const touch = await Touch.of(page)
  const pen = await Pen.of(page)
  await page.keyboard.press('p')
  await pen.drag([[300, 200], [350, 210], [400, 200]]) // prettier-ignore
  await board.expectElements(1)
  await board.expectSaved()
  const [drawn] = (await board.document()).elements
  expect((drawn?.['points'] as number[][])[1]?.[2]).toBeCloseTo(0.7, 1)
  // A moment later, or it would be the hand that holds the pen.
  await expect
    .poll(async () => {
      await touch.drag([600, 400], [700, 450])
      await pen.drag([[300, 300], [400, 300]]) // prettier-ignore
      return (await origin(board))[0]
    })
    .toBeLessThan(300)
  const made = await board.elementCount()
  await page.getByRole('button', { name: 'Tool options' }).click()
  await page.getByRole('switch', { name: /^Pen mode/ }).uncheck()
  await page.keyboard.press('Escape')
  await touch.drag([600, 200], [700, 250])
  await board.expectElements(made + 1)
})

test('the barrel button and the eraser end of a pen erase', async ({ page, server }) => {
  const board = await BoardPage.fresh(page, server)
  const pen = await Pen.of(page)
  await page.keyboard.press('p')
  await pen.drag([[300, 200], [400, 200], [500, 200]]) // prettier-ignore
  await board.expectElements(1)
  const gapsMade = async () => {
    const { elements } = await board.document()
    return (
      Object.values((elements[0]?.['erased'] ?? {}) as Record<string, readonly number[]>).flat().length / 2
    )
  }
  await pen.drag([[350, 150], [350, 200], [350, 250]], 'right') // prettier-ignore
  await expect.poll(gapsMade).toBe(1)
  // Devtools cannot turn a pen round: its events are made here.
  await board.canvas.evaluate((canvas) => {
    const send = (type: string, clientY: number, buttons: number) =>
      canvas.dispatchEvent(
        new PointerEvent(type, {
          clientX: 450,
          clientY,
          buttons,
          button: type === 'pointermove' ? -1 : 5,
          pointerId: 1,
          pointerType: 'pen',
          bubbles: true,
        }),
      )
    send('pointerdown', 150, 32)
    send('pointermove', 200, 32)
    send('pointermove', 250, 32)
    send('pointerup', 250, 0)
  })
  await expect.poll(gapsMade).toBe(2)
  await board.expectElements(1)
})

test('right and middle drags pan; a right click and a finger that stays open the menu', async ({
  page,
  server,
}) => {
  const board = await BoardPage.fresh(page, server)
  const touch = await Touch.of(page)
  await page.keyboard.press('p')
  for (const button of ['right', 'middle'] as const) {
    await page.mouse.move(600, 300)
    await page.mouse.down({ button })
    await page.mouse.move(650, 320, { steps: 2 })
    await page.mouse.up({ button })
  }
  await expect(page.getByRole('menu')).toHaveCount(0)
  await board.drag([[300, 200], [400, 240]]) // prettier-ignore
  await board.expectElements(1)
  expect(await origin(board)).toEqual([200, 160])
  await page.mouse.click(700, 400, { button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await touch.down([700, 400])
  await expect(page.getByRole('menu')).toBeVisible()
  await touch.up()
  await board.expectElements(1)
})

test('the wheel pans, sideways with Shift, and a trackpad pinch zooms about the pointer', async ({
  page,
  server,
}) => {
  const board = await BoardPage.fresh(page, server)
  await page.mouse.move(400, 300)
  await page.mouse.wheel(0, 100)
  await page.keyboard.down('Shift')
  await page.mouse.wheel(0, 60)
  await page.keyboard.up('Shift')
  await page.keyboard.press('p')
  await board.drag([[300, 200], [400, 200]]) // prettier-ignore
  await board.expectElements(1)
  expect(await origin(board)).toEqual([360, 300])
  // Browsers report the pinch of a trackpad as a wheel with Control.
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -50)
  await page.keyboard.up('Control')
  await expect(zoom(page)).toHaveText('141 %')
})

test('every reading of a fast hand is kept, and what is predicted is not', async ({ page, server }) => {
  const board = await BoardPage.fresh(page, server)
  await page.keyboard.press('p')
  await page.evaluate(() => {
    window.addEventListener('pointermove', () => {
      document.body.dataset['moves'] = String(Number(document.body.dataset['moves'] ?? 0) + 1)
    })
  })
  await page.mouse.move(200, 300)
  await page.mouse.down()
  const session = await page.context().newCDPSession(page)
  // None waits for the one before: the browser makes fewer events of them than there are.
  await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      session.send('Input.dispatchMouseEvent', {
        type: 'mouseMoved',
        x: 205 + i * 5,
        y: 300 + (i % 2) * 10,
        button: 'left',
        buttons: 1,
      }),
    ),
  )
  await page.mouse.up()
  await board.expectElements(1)
  await board.expectSaved()
  const points = (await board.document()).elements[0]?.['points'] as readonly (readonly number[])[]
  const moves = await page.evaluate(() => Number(document.body.dataset['moves']))
  expect(points.length).toBeGreaterThanOrEqual(60)
  expect(moves).toBeLessThan(60)
  expect(Math.max(...points.map(([x = 0]) => x))).toBe(300)
})
