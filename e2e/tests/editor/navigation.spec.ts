import type { Page } from '@playwright/test'
import type { Point } from '../../support/board-page.ts'
import { BoardPage } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

const viewOf = (page: Page) =>
  page.evaluate(() => window.drawbridge?.view ?? { x: NaN, y: NaN, zoom: NaN, page: '' })
const zoomOf = async (page: Page) => (await viewOf(page)).zoom
const zoomButton = (page: Page) => page.getByRole('button', { name: /^Zoom: / })
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })

async function rectangle(board: BoardPage, from: Point, to: Point): Promise<void> {
  const before = await board.elementCount()
  await board.page.keyboard.press('r')
  await board.drag([from, to], 1)
  await board.expectElements(before + 1)
}

test('the zoom menu, zoom to fit, to the selection and to 100 %', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await rectangle(board, [300, 200], [400, 300])
  await zoomButton(page).click()
  await item(page, '400 %').click()
  expect(await zoomOf(page)).toBe(4)
  await page.keyboard.press('Control+0')
  expect(await zoomOf(page)).toBe(1)
  await page.keyboard.press('Control+-')
  expect(await zoomOf(page)).toBeLessThan(1)
  await page.keyboard.press('Shift+2')
  expect(await zoomOf(page)).toBe(1)
  const { x, y } = await viewOf(page)
  expect([x, y]).toEqual([350 - 640, 250 - 360])
  await zoomButton(page).click()
  await item(page, 'Zoom in').click()
  await page.keyboard.press('Shift+1')
  await expect(zoomButton(page)).toHaveText('100 %')
})

test('zoom goes from 5 % to 6400 % and is exact far from the origin', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.mouse.move(640, 360)
  await page.keyboard.down('Control')
  for (let i = 0; i < 10; i++) await page.mouse.wheel(0, 100)
  await expect(zoomButton(page)).toHaveText('5 %')
  for (let i = 0; i < 22; i++) await page.mouse.wheel(0, -100)
  await page.keyboard.up('Control')
  await expect(zoomButton(page)).toHaveText(/^6,?400 %$/)
  const { x, y } = await viewOf(page)
  expect(x + 640 / 64).toBeCloseTo(640, 3)
  expect(y + 360 / 64).toBeCloseTo(360, 3)

  await page.goto(`${board.link}&view=1000000000,-900000000,64`)
  await expect.poll(async () => (await viewOf(page)).x).toBe(1e9)
  await rectangle(board, [320, 128], [640, 384])
  await board.expectSaved()
  const [made] = (await board.document()).elements
  expect(made).toMatchObject({ x: 1e9 + 5, y: -9e8 + 2, width: 5, height: 4 })
  expect(await board.inkIn(318, 200, 5, 20)).toBeGreaterThan(20)
})

test('the way back when nothing is in view', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await rectangle(board, [300, 200], [400, 300])
  const back = page.getByRole('button', { name: 'Back to content' })
  await expect(back).toBeHidden()
  await page.mouse.wheel(3000, 0)
  await back.click()
  await expect(back).toBeHidden()
  expect(await board.inkIn(500, 250, 280, 220)).toBeGreaterThan(100)
})

test('a board is seen again as it was left', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.mouse.move(640, 360)
  await page.mouse.wheel(120, 340)
  await page.keyboard.press('Control+=')
  await expect.poll(() => zoomOf(page)).toBeGreaterThan(1)
  const left = await viewOf(page)
  await page.reload()
  await expect(board.canvas).toBeVisible()
  expect(await viewOf(page)).toEqual(left)
})

test('links lead to a view and to an element', async ({ page, secondPage, server }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  const board = await BoardPage.create(page, server)
  await rectangle(board, [300, 200], [400, 300])
  await page.mouse.wheel(2500, 0)
  await expect.poll(async () => (await viewOf(page)).x).toBe(2500)
  await zoomButton(page).click()
  await item(page, 'Copy link to this view').click()
  await expect.poll(copied).toContain('&view=2500,0,1')
  const toView = await copied()
  await zoomButton(page).click()
  await item(page, 'Copy link to selection').click()
  await expect.poll(copied).toContain('&element=')
  const toElement = await copied()
  await board.expectSaved()

  await BoardPage.open(secondPage, toView)
  await expect.poll(() => viewOf(secondPage)).toMatchObject({ x: 2500, y: 0, zoom: 1 })
  expect(secondPage.url(), 'the address names the board again').toBe(board.link)
  await secondPage.goto(toElement)
  await expect.poll(() => viewOf(secondPage)).toMatchObject({ x: 350 - 640, y: 250 - 360 })
  await secondPage.keyboard.press('Delete')
  await board.expectElements(0)
})

test('the map shows the board, and a press or a drag on it moves the view', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await rectangle(board, [200, 100], [600, 500])
  await page.mouse.wheel(4000, 0)
  await page.keyboard.press('m')
  const map = page.getByTestId('map')
  const box = await map.boundingBox()
  if (!box) throw new Error('the map has no place')
  const middle = box.y + box.height / 2
  await page.mouse.click(box.x + 12, middle)
  await expect.poll(async () => (await viewOf(page)).x).toBeLessThan(0)
  await page.mouse.move(box.x + box.width / 2, middle)
  await page.mouse.down()
  const from = (await viewOf(page)).x
  await page.mouse.move(box.x + box.width - 10, middle, { steps: 3 })
  await page.mouse.up()
  expect((await viewOf(page)).x).toBeGreaterThan(from + 500)
  await page.keyboard.press('m')
  await expect(map).toBeHidden()
})

test('arrows move the view where nothing is selected', async ({ page, server }) => {
  await BoardPage.create(page, server)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  expect(await viewOf(page)).toMatchObject({ x: 60, y: 240 })
})
