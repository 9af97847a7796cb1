import type { Page } from '@playwright/test'
import { BoardPage } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

test.use({ serviceWorkers: 'block' })

const paintsIn = (page: Page) => page.evaluate(() => window.drawbridge?.canvas.paintsIn)

async function expectSharp(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.drawbridge?.canvas.sharpness)).toBe('sharp')
}

/** What the canvas of the board shows, pixel for pixel. */
async function picture(page: Page): Promise<string> {
  await expectSharp(page)
  return page.evaluate(() => document.querySelector('canvas')?.toDataURL() ?? '')
}

/** A board with ink, a filled shape with words, and a line. */
async function furnished(page: Page, server: string): Promise<BoardPage> {
  const board = await BoardPage.fresh(page, server)
  await board.choose('Pen')
  await board.drag(BoardPage.wave([300, 300]))
  await board.choose('Rectangle')
  await board.drag([[600, 200], [800, 350]]) // prettier-ignore
  await page.keyboard.press('Enter')
  await page.keyboard.type('words')
  await page.keyboard.press('Escape')
  await board.choose('Line')
  await board.drag([[500, 500], [900, 450]]) // prettier-ignore
  await page.keyboard.press('Escape')
  await board.expectElements(3)
  await board.expectSaved()
  return board
}

test('a worker paints the board, under the server’s own policy @firefox', async ({ page, server }) => {
  const board = await furnished(page, server)
  expect(await paintsIn(page)).toBe('worker')
  await expectSharp(page)
  expect(await board.inkIn(290, 250, 300, 100)).toBeGreaterThan(300)
  expect(await board.inkIn(590, 190, 220, 20)).toBeGreaterThan(300)
  expect(await board.inkIn(660, 250, 80, 50)).toBeGreaterThan(60)
})

test('it stays sharp through pans and zooms, and shows something all the while', async ({ page, server }) => {
  const board = await furnished(page, server)
  await page.mouse.move(640, 360)
  for (const [x, y, ctrl] of [
    [200, 100, false],
    [-500, -300, false],
    [0, -240, true],
    [0, 480, true],
  ] as const) {
    if (ctrl) await page.keyboard.down('Control')
    await page.mouse.wheel(x, y)
    if (ctrl) await page.keyboard.up('Control')
    await expect.poll(() => board.inkIn(0, 80, 1280, 560)).toBeGreaterThan(100)
    await expectSharp(page)
  }
})

test('without a worker, and where it cannot be loaded, the page paints the same', async ({
  page,
  secondPage,
  server,
}) => {
  const board = await furnished(page, server)
  await page.reload()
  await board.expectElements(3)
  const painted = await picture(page)

  await secondPage.addInitScript(() => Reflect.deleteProperty(window, 'Worker'))
  const second = await BoardPage.open(secondPage, board.link)
  await second.expectElements(3)
  expect(await picture(secondPage)).toBe(painted)
  expect(await paintsIn(secondPage)).toBe('page')

  await page.route('**/tile-worker*', (route) => route.abort())
  await page.reload()
  await board.expectElements(3)
  await expect.poll(() => paintsIn(page)).toBe('page')
  expect(await picture(page)).toBe(painted)
})

test('what one draws on top of others stays when the stroke is finished', async ({ page, server }) => {
  const board = await furnished(page, server)
  await board.choose('Pen')
  await board.drag([[620, 220], [780, 330]], 12) // prettier-ignore
  await board.expectElements(4)
  // Until it has gone down to the board, a stroke is on the canvas above.
  await expect
    .poll(() =>
      page.evaluate(() => {
        const [x, y] = [700 * devicePixelRatio, 275 * devicePixelRatio]
        return document.querySelector('canvas')?.getContext('2d')?.getImageData(x, y, 1, 1).data[0]
      }),
    )
    .toBeLessThan(100)
  const appended = await picture(page)
  await board.expectSaved()
  await page.reload()
  await board.expectElements(4)
  expect(await picture(page)).toBe(appended)
})
