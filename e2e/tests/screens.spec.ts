import { BoardPage } from '../support/board-page.ts'
import { images, picture } from '../support/screenshots.ts'
import { expect, test } from '../support/test.ts'

const screens = [
  { name: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const

for (const { name, viewport, colorScheme } of screens) {
  test(`home and board on ${name}`, async ({ browser, browserName, server }) => {
    test.skip(images && browserName !== 'chromium', 'one browser takes the pictures')
    const context = await browser.newContext({ viewport, colorScheme })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))

    const board = await BoardPage.create(page, server, 'Weekly plan')
    await drawPicture(board, viewport.width < 600)
    await board.expectSaved()
    await page.mouse.move(5, 400)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, 'nothing hangs over the edge').toBeLessThanOrEqual(viewport.width)
    for (const control of await page.getByRole('button').all()) {
      const box = await control.boundingBox()
      if (!box) continue
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(viewport.width)
    }
    await picture(page, `board-${name}`)
    if (viewport.width < 600) {
      await page.getByRole('button', { name: 'Menu', exact: true }).click()
      await page.getByRole('menuitem', { name: 'All boards' }).click()
    } else await page.getByRole('button', { name: 'All boards' }).click()
    await expect(page.getByRole('heading', { name: 'Drawbridge' })).toBeVisible()
    await picture(page, `home-${name}`)
    expect(complaints).toEqual([])
    await context.close()
  })
}

/** Two boxes with words, joined by a line, a circle around one and a curl beside it. */
async function drawPicture(board: BoardPage, narrow: boolean): Promise<void> {
  const { page } = board
  const [left, top] = narrow ? [40, 160] : [240, 180]
  const right = narrow ? left + 170 : left + 420
  const boxes = [
    [left, top, 'Draw'],
    [right, top + 130, 'Share'],
  ] as const
  for (const [x, y, words] of boxes) {
    await page.keyboard.press('r')
    await board.drag([
      [x, y],
      [x + 140, y + 80],
    ])
    await page.keyboard.press('Escape')
    await page.keyboard.press('t')
    await page.mouse.click(x + 40, y + 40)
    await page.keyboard.type(words)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('l')
  await board.drag([
    [left + 140, top + 50],
    [right, top + 165],
  ])
  await page.keyboard.press('o')
  await board.drag([
    [right - 25, top + 100],
    [right + 165, top + 240],
  ])
  await page.keyboard.press('Escape')
  await page.keyboard.press('p')
  const curl = Array.from({ length: 40 }, (_, i) => {
    const angle = i / 3
    return [
      left + 70 + (20 + i) * Math.cos(angle) * 0.9,
      top + 280 + (20 + i) * Math.sin(angle) * 0.9,
    ] as const
  })
  await board.drag(curl, 1)
}
