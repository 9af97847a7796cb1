import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { BoardPage } from '../../support/board-page.ts'
import { pastePicture, png, red } from '../../support/pictures.ts'
import { picture } from '../../support/screenshots.ts'
import { expect, test } from '../../support/test.ts'

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }

const screens = [
  { name: 'desktop', viewport: desktop, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: desktop, colorScheme: 'dark' },
  { name: 'phone', viewport: phone, colorScheme: 'light' },
  { name: 'phone-dark', viewport: phone, colorScheme: 'dark' },
  { name: 'desktop-rtl', viewport: desktop, colorScheme: 'light', locale: 'ar' },
  { name: 'phone-rtl', viewport: phone, colorScheme: 'light', locale: 'ar' },
] as const

/** By its place, since words differ between languages. */
const menuButton = (page: Page) => page.locator('.top.start button').first()
const shareButton = (page: Page) => page.locator('.top.end .button.primary')
const peopleButton = (page: Page) => page.locator('.top.end .trigger')
const optionsButton = (page: Page) => page.locator('.start-panels .row').first().getByRole('button').last()
const pagesButton = (page: Page) => page.locator('.start-panels .trigger')
const zoomButton = (page: Page) => page.locator('.zoom .percent')

/** By its English name, which the palette knows in every language. */
async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(name)
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
}

for (const { name, ...options } of screens)
  test.describe(name, () => {
    test('axe finds nothing in any screen, dialog, menu or panel', async ({ browser, server }) => {
      // Twenty scenes, and axe takes seconds for each.
      test.slow()
      const context = await browser.newContext({ locale: 'en-GB', ...options, reducedMotion: 'reduce' })
      const page = await context.newPage()
      const check = async (scene: string) => {
        await picture(page, `${scene}-${name}`)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
        expect.soft(found, `${scene} on ${name}`).toEqual([])
      }
      const isOpen = (role: 'dialog' | 'menu') => expect(page.getByRole(role).first()).toBeVisible()
      const close = async () => {
        await page.keyboard.press('Escape')
        await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0)
      }

      await page.goto(server)
      await check('home-empty')
      await page.locator('form.create').first().getByRole('button').click()
      const board = new BoardPage(page)
      await expect(page.locator('.top.start .good')).toBeVisible()
      await check('board-empty')

      await page.keyboard.press('r')
      // Where no panel is, whichever way the page is read.
      const left = options.viewport === phone ? 90 : 400
      await board.drag([
        [left, 220],
        [left + 140, 320],
      ])
      await check('selection')
      await page.mouse.click(left, 270, { button: 'right' })
      await isOpen('menu')
      await check('context-menu')
      await close()
      if (options.viewport === phone) {
        await page.locator('.opener button').click()
        await check('style')
        await page.locator('.opener button').click()
        await page.locator('.toolbar button').last().click()
        await isOpen('menu')
        await check('more-tools')
        await close()
      }
      await menuButton(page).click()
      await isOpen('menu')
      await page.keyboard.press('End')
      await page.keyboard.press(options.viewport === desktop && 'locale' in options ? 'ArrowLeft' : 'Enter')
      await expect(page.getByRole('menu')).toHaveCount(2)
      await check('menu')
      await close()
      for (const [scene, open] of [
        ['palette', () => page.keyboard.press('Control+k')],
        ['shortcuts', () => page.keyboard.press('?')],
        ['share', () => shareButton(page).click()],
        ['people', () => peopleButton(page).click()],
        ['link', () => page.keyboard.press('Control+Shift+k')],
      ] as const) {
        await open()
        await isOpen('dialog')
        await check(scene)
        await close()
      }
      await page.keyboard.press('Control+f')
      await expect(page.getByRole('search')).toBeVisible()
      await check('find')
      await page.keyboard.press('Escape')

      await page.keyboard.press('m')
      await page.keyboard.press('F6')
      await expect(page.locator('aside li')).toHaveCount(1)
      await check('map-and-elements')
      await page.keyboard.press('F6')
      await page.keyboard.press('m')
      for (const [scene, trigger] of [
        ['pages', pagesButton(page)],
        ['zoom', zoomButton(page)],
      ] as const) {
        await trigger.click()
        await expect(page.locator('[role=dialog], [role=menu]')).toBeVisible()
        await check(scene)
        await close()
      }
      await page.keyboard.press('e')
      await optionsButton(page).click()
      await isOpen('dialog')
      await check('tool-options')
      await close()
      await runCommand(page, 'Present to everyone')
      await expect(page.locator('.banners button')).toBeVisible()
      await check('presenting')
      await pastePicture(page, png(120, 80, red))
      await board.expectElements(2)
      await runCommand(page, 'Describe the picture')
      await isOpen('dialog')
      await check('describe')
      await context.close()
    })
  })
