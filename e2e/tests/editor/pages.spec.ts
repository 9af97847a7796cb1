import type { Page } from '@playwright/test'
import type { Point } from '../../support/board-page.ts'
import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

const menu = (page: Page) => page.getByRole('button', { name: /^Page: / })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Pages' })
const names = (page: Page) => dialog(page).getByRole('listitem').locator('.page').allInnerTexts()

async function rectangle(board: BoardPage, from: Point, to: Point): Promise<void> {
  const before = await board.elementCount()
  await board.page.keyboard.press('r')
  await board.drag([from, to], 1)
  await board.expectElements(before + 1)
}

test('pages are added, renamed, put in order and deleted, and each has its own elements', async ({
  page,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  await rectangle(board, [300, 200], [400, 300])
  const inkOnFirst = await board.inkIn(280, 180, 140, 140)
  expect(inkOnFirst).toBeGreaterThan(100)
  await menu(page).click()
  await expect(page.getByRole('button', { name: 'Delete Page 1' })).toBeDisabled()
  await page.getByRole('button', { name: 'Add page' }).click()
  await expect(menu(page)).toHaveAccessibleName('Page: Page 2')
  expect(await board.inkIn(280, 180, 140, 140)).toBe(0)
  await page.getByRole('button', { name: 'Rename Page 2' }).click()
  await page.getByLabel('Name of the page').fill('Ideas')
  await page.keyboard.press('Enter')
  expect(await names(page)).toEqual(['Page 1', 'Ideas'])
  await page.getByRole('button', { name: 'Rename Page 1' }).click()
  await page.getByLabel('Name of the page').fill('Plan')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Move Ideas up' }).click()
  await expect.poll(() => names(page)).toEqual(['Ideas', 'Plan'])
  await page.keyboard.press('Escape')

  await rectangle(board, [600, 200], [700, 300])
  await page.keyboard.press('Control+a')
  await page.keyboard.press('ArrowRight')
  await board.expectSaved()
  const rectangles = async () => (await board.document()).elements.filter(({ type }) => type === 'shape')
  expect((await rectangles()).map(({ x, page }) => [x, page === '']).sort()).toEqual([
    [300, true],
    [601, false],
  ])
  await page.keyboard.press('PageDown')
  await expect(menu(page)).toHaveAccessibleName('Page: Plan')
  expect(await board.inkIn(590, 190, 130, 130)).toBe(0)
  await page.keyboard.press('PageUp')
  await expect(menu(page)).toHaveAccessibleName('Page: Ideas')

  await menu(page).click()
  await page.getByRole('button', { name: 'Delete Ideas' }).click()
  await board.expectElements(1)
  await expect(menu(page)).toHaveAccessibleName('Page: Plan')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await board.expectElements(3)
  await menu(page).click()
  expect(await names(page)).toEqual(['Ideas', 'Plan'])
})

test('the selection is moved to another page, and one person deletes a page that another draws on', async ({
  page,
  secondPage,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  await rectangle(board, [300, 200], [400, 300])
  await menu(page).click()
  await page.getByRole('button', { name: 'Add page' }).click()
  await page.getByRole('button', { name: 'Page 1', exact: true }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+a')
  await menu(page).click()
  await page.getByRole('button', { name: 'Move selection to Page 2' }).click()
  await expect(menu(page)).toHaveAccessibleName('Page: Page 2')
  await page.keyboard.press('ArrowRight')
  await board.expectSaved()
  const [made] = (await board.document()).elements.filter(({ type }) => type === 'shape')
  expect(made).toMatchObject({ x: 301, page: await page.evaluate(() => window.drawbridge?.view.page) })

  const other = await BoardPage.open(secondPage, board.link)
  await secondPage.keyboard.press('PageDown')
  await expect(menu(secondPage)).toHaveAccessibleName('Page: Page 2')
  await secondPage.keyboard.press('p')
  await other.press([
    [600, 300],
    [700, 350],
  ])
  await board.expectElements(3)
  await menu(page).click()
  await page.getByRole('button', { name: 'Delete Page 1' }).click()
  await page.getByRole('button', { name: 'Add page' }).click()
  await secondPage.mouse.up()
  await expectSameBoard(board, other)
  expect((await board.document()).elements.map(({ type }) => type).sort()).toEqual([
    'page',
    'shape',
    'stroke',
  ])
})
