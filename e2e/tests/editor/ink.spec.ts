import type { Point } from '../../support/board-page.ts'
import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { Pen } from '../../support/hands.ts'
import { expect, test } from '../../support/test.ts'

type Stroke = Readonly<Record<string, unknown>> & {
  readonly points: readonly (readonly [x: number, y: number, pressure: number, time: number])[]
}

/** With this many parts between one point and the next. */
function inSteps(way: readonly Point[], steps: number): Point[] {
  return way.flatMap(([x, y], i) => {
    const [fromX, fromY] = way[i - 1] ?? [x, y]
    const parts = i === 0 ? [1] : Array.from({ length: steps }, (_, step) => (step + 1) / steps)
    return parts.map((part): Point => [fromX + (x - fromX) * part, fromY + (y - fromY) * part])
  })
}

async function strokes(board: BoardPage): Promise<readonly Stroke[]> {
  await board.expectSaved()
  return (await board.document()).elements as unknown as readonly Stroke[]
}

test('pen: pressure can be off, Shift draws straight, and a string steadies the hand', async ({
  page,
  server,
}) => {
  const board = await BoardPage.fresh(page, server)
  await page.keyboard.press('p')
  const zigzag: Point[] = Array.from({ length: 12 }, (_, i) => [200 + i * 20, 160 + (i % 2) * 12])
  await board.drag(zigzag, 1)
  // From the first corner on the way is straight, wherever the hand strays meanwhile.
  await board.press([[200, 260], [220, 260]], 1) // prettier-ignore
  await page.keyboard.down('Shift')
  await page.mouse.move(300, 330)
  await page.mouse.move(420, 260)
  await page.keyboard.up('Shift')
  await page.mouse.up()
  await page.getByRole('button', { name: 'Tool options' }).click()
  await page.getByRole('switch', { name: 'Vary line width' }).uncheck()
  await page.getByLabel('Stabiliser').selectOption('Medium')
  await page.keyboard.press('Escape')
  await board.drag(
    zigzag.map(([x, y]): Point => [x, y + 200]),
    1,
  )
  await board.expectElements(3)
  const [plain, straight, steady] = await strokes(board)
  expect(straight?.points.every(([, y]) => Math.abs(y) < 1)).toBe(true)
  expect(straight?.points.at(-1)?.[0]).toBeCloseTo(220, 0)
  const height = (stroke: Stroke | undefined) =>
    Math.max(...(stroke?.points ?? []).slice(2, -4).map(([, y]) => y)) -
    Math.min(...(stroke?.points ?? []).slice(2, -4).map(([, y]) => y))
  expect(height(steady)).toBeLessThan(height(plain) / 2)
  // The lag was made up when the hand was lifted.
  expect(steady?.points.at(-1)?.[0]).toBeCloseTo(220, 0)
  expect(new Set(plain?.points.map(([, , pressure]) => pressure)).size).toBe(1)
  expect(steady?.points[0]?.[2]).not.toBe(plain?.points[0]?.[2])
})

test('highlighter: its ink lets through what is below, and it keeps its own colour', async ({
  page,
  server,
}) => {
  const board = await BoardPage.fresh(page, server)
  await page.keyboard.press('p')
  await board.drag([[300, 200], [300, 400]]) // prettier-ignore
  const before = await board.inkIn(290, 290, 20, 20)
  await page.keyboard.press('Shift+P')
  await board.drag([[200, 300], [400, 300], [200, 300]], 4) // prettier-ignore
  await board.expectElements(2)
  const [pen, highlighter] = await strokes(board)
  expect(pen).toMatchObject({ brush: 'pen', color: 'ink' })
  expect(highlighter).toMatchObject({ brush: 'highlighter', color: 'yellow', strokeWidth: 24 })
  // The pen's line is seen through it once it lies on the board, as dark as it was.
  const darkIn = (x: number) =>
    page.evaluate(
      ([x]) => {
        const canvas = document.querySelector('canvas')
        const ratio = window.devicePixelRatio
        const data = canvas?.getContext('2d')?.getImageData((x ?? 0) * ratio, 300 * ratio, 1, 1).data
        return [...(data ?? [])].slice(0, 3)
      },
      [x],
    )
  await expect.poll(async () => (await darkIn(250))[2]).toBeLessThan(160)
  expect(Math.max(...(await darkIn(300)))).toBeLessThan(80)
  expect(before).toBeGreaterThan(0)
})

test('laser pointer: others see it, it fades, and nothing of it is in the log', async ({
  page,
  secondPage,
  server,
}) => {
  const a = await BoardPage.fresh(page, server)
  const b = await BoardPage.open(secondPage, a.link)
  const { seq } = await a.document()
  await page.keyboard.press('k')
  await a.press([[300, 300], [500, 300]], 4) // prettier-ignore
  // Beside the cursor, which is at the end.
  let seen = 0
  await expect
    .poll(async () => {
      await page.mouse.move(320 + (seen % 2) * 20, 300)
      await page.mouse.move(500, 300, { steps: 3 })
      seen += 1
      return b.inkIn(380, 290, 80, 20)
    })
    .toBeGreaterThan(10)
  await page.mouse.up()
  await expect.poll(() => b.inkIn(330, 290, 130, 20)).toBe(0)
  await expect.poll(() => a.inkIn(330, 290, 130, 20)).toBe(0)
  expect((await a.document()).seq).toBe(seq)
})

test('a stroke that is held becomes the shape that it looks like, and undo gives it back', async ({
  page,
  secondPage,
  server,
}) => {
  const board = await BoardPage.fresh(page, server)
  const pen = await Pen.of(page)
  const watcher = await BoardPage.open(secondPage, board.link)
  const drawings: readonly (readonly [string, readonly Point[]])[] = [
    ['rectangle', [[200, 150], [360, 152], [358, 260], [202, 258], [201, 154]]],
    ['triangle', [[520, 150], [600, 280], [440, 282], [517, 152]]],
    ['diamond', [[760, 130], [850, 210], [762, 290], [670, 211], [757, 132]]],
    ['star', [[300, 330], [350, 500], [205, 395], [395, 395], [250, 500], [298, 333]]],
    ['ellipse', Array.from({ length: 25 }, (_, i): Point => [560 + 90 * Math.cos(i / 3.9), 420 + 60 * Math.sin(i / 3.9)])],
  ] // prettier-ignore
  await page.keyboard.press('p')
  await page.getByRole('button', { name: 'Tool options' }).click()
  await page.getByRole('switch', { name: 'Hold to make a shape' }).check()
  await page.keyboard.press('Escape')
  const pressAndHold = async (way: readonly Point[]) => {
    await pen.press(way.length > 10 ? way : inSteps(way, 5))
    await expect.poll(() => page.evaluate(() => window.drawbridge?.toolState)).toBe('shaping')
  }
  for (const [shape, way] of drawings) {
    await pressAndHold(way)
    await pen.lift(way.at(-1) ?? [0, 0])
    await board.expectSaved()
    expect((await board.document()).elements.at(-1)).toMatchObject({ type: 'shape', shape })
  }
  for (const [way, head] of [
    [
      [
        [700, 350],
        [900, 380],
      ],
      'none',
    ],
    [
      [
        [700, 500],
        [900, 500],
        [870, 470],
        [900, 500],
        [870, 530],
      ],
      'arrow',
    ],
  ] as const) {
    await pressAndHold(way)
    await pen.lift(way.at(-1) ?? [0, 0])
    await board.expectSaved()
    expect((await board.document()).elements.at(-1)).toMatchObject({ type: 'line', endHead: head })
  }
  // The hand that goes on makes it longer.
  await pressAndHold([[200, 560], [300, 560]]) // prettier-ignore
  await pen.move([380, 540])
  await pen.lift([380, 540])
  await board.expectElements(8)
  await board.expectSaved()
  expect((await board.document()).elements.at(-1)).toMatchObject({ type: 'line', dx: 180, dy: -20 })
  await page.keyboard.press('Control+z')
  await board.expectSaved()
  expect((await board.document()).elements.at(-1)).toMatchObject({ type: 'stroke' })
  await page.keyboard.press('Control+z')
  await board.expectElements(7)
  await expectSameBoard(board, watcher)
})
