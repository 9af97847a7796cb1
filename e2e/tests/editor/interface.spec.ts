import { readFile } from 'node:fs/promises'
import { readPdf } from '@drawbridge/testkit'
import type { Page } from '@playwright/test'
import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { Touch } from '../../support/hands.ts'
import { expect, test } from '../../support/test.ts'

async function drawShape(board: BoardPage, key: string, x: number, y: number): Promise<void> {
  await board.page.keyboard.press(key)
  await board.drag([
    [x, y],
    [x + 120, y + 80],
  ])
}

const menuItem = (page: Page, name: string | RegExp) =>
  page.getByRole('menuitem', { name }).or(page.getByRole('menuitemcheckbox', { name }))

const searchField = (page: Page) => page.getByRole('dialog').getByRole('combobox')

async function chooseInMenu(page: Page, submenu: string, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: submenu }).click()
  await menuItem(page, name).click()
}

test('the palette reaches any action, in the language of the page and in English, the last used first', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ locale: 'de-DE' })
  const page = await context.newPage()
  await page.goto(server)
  await page.getByRole('button', { name: 'Neues Board' }).click()
  const board = new BoardPage(page)
  await expect(page.getByTestId('status')).toHaveText('Gespeichert')
  await page.mouse.move(300, 300)
  await page.keyboard.press('Control+k')
  const search = searchField(page)
  await expect(search).toBeFocused()
  await search.fill('rechteck')
  await expect(page.getByRole('dialog').getByRole('option')).toHaveText([/Rechteck/])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await board.drag([
    [300, 200],
    [420, 280],
  ])
  await page.keyboard.press('Control+/')
  await search.fill('duplicate')
  await page.keyboard.press('Enter')
  await board.expectElements(2)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('option').first()).toHaveText(/Duplizieren/)
  await search.fill('xyzzy')
  await expect(page.getByText('Nichts gefunden')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Delete')
  await board.expectElements(1)
  const { elements } = await board.document()
  expect(elements).toMatchObject([{ type: 'shape', x: 300, y: 200 }])
  await context.close()
})

test('the sheet lists the keys of every action, and gives the keyboard back', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByText('Undo', { exact: true })).toBeVisible()
  await expect(sheet.getByText('Ctrl+Z', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await drawShape(board, 'r', 300, 200)
  await board.expectElements(1)
})

test('the context menu acts on what is under the mouse, the finger or the selection', async ({
  page,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  await drawShape(board, 'r', 300, 200)
  await page.keyboard.press('Escape')
  await page.mouse.click(300, 240, { button: 'right' })
  await menuItem(page, /^Duplicate/).click()
  await board.expectElements(2)
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()
  await menuItem(page, /^Delete/).click()
  await board.expectElements(1)
  await page.mouse.click(700, 500, { button: 'right' })
  await menuItem(page, /^Undo/).click()
  await board.expectElements(2)
  const touch = await Touch.of(page)
  await touch.down([300, 240])
  await expect(menuItem(page, /^Duplicate/)).toBeVisible()
  await touch.up()
  await expect(menuItem(page, /^Duplicate/)).toBeVisible()
  await page.keyboard.press('Escape')
  await board.expectElements(2)
})

test('grid and background are changed for everyone and can be undone', async ({
  page,
  secondPage,
  server,
}) => {
  const a = await BoardPage.create(page, server)
  const b = await BoardPage.open(secondPage, a.link)
  const plain = await a.hash()
  await chooseInMenu(page, 'Grid', 'Lines')
  await chooseInMenu(page, 'Background', 'Yellow background')
  await expect.poll(() => a.hash()).not.toBe(plain)
  await a.expectSaved()
  await expectSameBoard(a, b)
  await chooseInMenu(secondPage, 'Grid', 'No grid')
  await b.expectSaved()
  await expectSameBoard(a, b)
  await page.keyboard.press("Control+'")
  await a.expectSaved()
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z')
  await secondPage.keyboard.press('Control+z')
  await expectSameBoard(a, b)
  await chooseInMenu(page, 'Grid', 'Dots')
  await expect.poll(() => a.hash()).toBe(plain)
})

test('the board, or what is selected, is saved as SVG, PNG and PDF', async ({ page, server }) => {
  const board = await BoardPage.create(page, server, 'Plan: a/b')
  await drawShape(board, 'r', 300, 200)
  await drawShape(board, 'o', 500, 200)
  await page.keyboard.press('Escape')
  const saved = async (name: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await menuItem(page, name).click()
    const file = await download
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }
  const png = await saved('Save as PNG')
  expect(png.name).toBe('Plan a b.png')
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
  // Two pixels for each board unit of both shapes, and of what is left free around them.
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(2 * 200)
  expect(png.bytes.readUInt32BE(16)).toBeLessThan(2 * 600)
  const all = await saved('Save as SVG')
  await page.mouse.click(300, 240)
  const selected = await saved('Save as SVG')
  const drawings = ({ bytes }: { bytes: Buffer }) => bytes.toString().match(/<g /g)?.length
  expect([drawings(all), drawings(selected)]).toEqual([2, 1])
})

test('a PDF has every page of the board, and words that can be searched', async ({ page, server }) => {
  const board = await BoardPage.create(page, server, 'Plan')
  await drawShape(board, 'r', 300, 200)
  await page.keyboard.press('Enter')
  await page.keyboard.type('Grüße')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Page/ }).first().click()
  await page.getByRole('button', { name: 'Add page' }).click()
  await page.keyboard.press('Escape')
  await drawShape(board, 'o', 300, 200)
  await page.keyboard.press('Escape')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await menuItem(page, 'Save as PDF').click()
  const file = await download
  expect(file.suggestedFilename()).toBe('Plan.pdf')
  const [first, second, ...more] = readPdf(await readFile(await file.path()))
  expect([first?.text, second?.text, more]).toEqual(['Grüße', '', []])
  expect(second?.content).toMatch(/ c\n/)
})

test('the style panel sets every property of what is selected, and shows what differs', async ({
  page,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  await drawShape(board, 'r', 300, 200)
  const choose = (name: string) => page.getByRole('button', { name, exact: true }).click()
  for (const name of ['Blue', 'Cross-hatched', 'Very bold', 'Dotted', 'Hand-drawn', 'Rounded corners'])
    await choose(name)
  await choose('Fill')
  await choose('Yellow')
  await page.getByRole('slider', { name: 'Opacity' }).fill('0.5')
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([
    {
      color: 'blue',
      fill: 'yellow',
      fillStyle: 'cross-hatch',
      strokeWidth: 16,
      dash: 'dotted',
      roughness: 1,
      radius: 16,
      opacity: 0.5,
    },
  ])
  await page.getByLabel('Shape', { exact: true }).selectOption('Star')
  await page.mouse.click(900, 600)
  await drawShape(board, 'l', 500, 200)
  await page.getByLabel('End', { exact: true }).selectOption('Triangle')
  await choose('Red')
  await choose('Curved')
  await page.keyboard.press('Control+a')
  for (const name of ['Red', 'Blue'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'false')
  await expect(page.getByRole('button', { name: 'Dotted' })).toHaveAttribute('aria-pressed', 'true')
  await choose('Solid')
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([
    { shape: 'star', color: 'blue', dash: 'solid' },
    { color: 'red', dash: 'solid', endHead: 'triangle', route: 'curved' },
  ])
  await page.keyboard.press('Control+z')
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([{ dash: 'dotted' }, { dash: 'dotted' }])
})

test('other colours are chosen, taken from the board and offered again', async ({ page, server }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'EyeDropper', { value: undefined }))
  const board = await BoardPage.create(page, server)
  await page.getByLabel('Other colour').fill('#12ab34')
  await board.drag([
    [300, 300],
    [500, 300],
  ])
  await page.getByRole('button', { name: 'Ink', exact: true }).click()
  await page.getByLabel('Other colour').fill('#ff0000')
  await page.getByRole('button', { name: 'Take a colour from the board' }).click()
  await page.mouse.click(400, 300)
  await board.drag([
    [300, 400],
    [500, 400],
  ])
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([{ color: '#12ab34' }, { color: '#12ab34' }])
  await page.reload()
  await page.getByRole('button', { name: 'Recent colour #ff0000' }).click()
  await board.drag([
    [300, 500],
    [500, 500],
  ])
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([{}, {}, { color: '#ff0000' }])
})

test('every language is there, Arabic from right to left, without network too', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await drawShape(board, 'r', 300, 200)
  await board.expectSaved()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.context().setOffline(true)
  const words = {
    Deutsch: 'Werkzeuge',
    Français: 'Outils',
    Español: 'Herramientas',
    中文: '工具',
    日本語: 'ツール',
    العربية: 'الأدوات',
  }
  for (const [language, tools] of Object.entries(words)) {
    await page.keyboard.press('Control+k')
    await searchField(page).fill(language)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('toolbar')).toHaveAccessibleName(tools)
  }
  await page.context().setOffline(false)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  const menu = await page.getByRole('button', { name: 'القائمة', exact: true }).boundingBox()
  expect(menu?.x).toBeGreaterThan(640)
  await page.reload()
  await expect(page.getByTestId('status')).toHaveText('محفوظ')
  await page.keyboard.press('Control+k')
  await searchField(page).fill('english')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  await board.expectElements(1)
})

test('the board is dark when the person or the system says so', async ({ page, server }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  const board = await BoardPage.create(page, server)
  await chooseInMenu(page, 'Theme', 'Dark theme')
  const background = () =>
    page.evaluate(() => {
      const data = document.querySelector('canvas')?.getContext('2d')?.getImageData(5, 5, 1, 1).data
      return [...(data ?? [])].slice(0, 3).every((value) => value < 60)
    })
  await expect.poll(background).toBe(true)
  await chooseInMenu(page, 'Theme', 'Theme of the system')
  await expect.poll(background).toBe(false)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(background).toBe(true)
  await board.expectElements(0)
})

test('arrows move in the toolbar, and on a phone the rest is behind a menu', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await board.tool('Select').focus()
  await page.keyboard.press('ArrowRight')
  await expect(board.tool('Select')).not.toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await expect(board.tool('Select')).toBeFocused()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'More tools' }).click()
  await menuItem(page, /^Ellipse/).click()
  await board.drag([
    [100, 200],
    [200, 300],
  ])
  await board.expectSaved()
  expect((await board.document()).elements).toMatchObject([{ type: 'shape', shape: 'ellipse' }])
})
