import type { Page } from '@playwright/test'
import { BoardPage } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

const announced = (page: Page) => page.getByTestId('announced')

/** A box with a word in it and a stroke beside it, the stroke first. */
async function drawTwo(board: BoardPage): Promise<void> {
  const { page } = board
  await page.keyboard.press('p')
  await board.drag(BoardPage.wave([600, 250], 100), 1)
  await page.keyboard.press('r')
  await board.drag(
    [
      [300, 200],
      [400, 300],
    ],
    1,
  )
  await board.expectElements(2)
  await page.keyboard.press('Escape')
}

test('Tab on the board goes from element to element, says each, and leaves after the last', async ({
  page,
  server,
}) => {
  const board = await BoardPage.create(page, server)
  await drawTwo(board)
  await board.canvas.focus()
  await page.keyboard.press('Tab')
  await expect(announced(page)).toHaveText('Rectangle, ink, 1 of 2')
  await page.keyboard.press('Tab')
  await expect(announced(page)).toHaveText('Stroke, ink, 2 of 2')
  await page.keyboard.press('Shift+Tab')
  await expect(announced(page)).toHaveText('Rectangle, ink, 1 of 2')
  await page.keyboard.press('ArrowRight')
  await board.expectSaved()
  expect((await board.document()).elements.find(({ type }) => type === 'shape')).toMatchObject({ x: 301 })
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(board.canvas).not.toBeFocused()
})

test('the list of elements is walked with arrows; Enter selects and shows one', async ({ page, server }) => {
  const board = await BoardPage.create(page, server)
  await drawTwo(board)
  await page.mouse.wheel(5000, 0)
  await page.keyboard.press('F6')
  const list = page.getByRole('complementary', { name: 'List of elements' })
  await expect(list.getByRole('button', { name: 'Rectangle, ink' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(list.getByRole('button', { name: 'Stroke, ink' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(list.getByRole('button', { name: 'Stroke, ink' })).toHaveAttribute('aria-current', 'true')
  expect((await page.evaluate(() => window.drawbridge?.view))?.x).toBeLessThan(600)
  await page.keyboard.press('Delete')
  await board.expectElements(1)
  await expect(list.getByText('1 element')).toBeVisible()
  await page.keyboard.press('F6')
  await expect(board.canvas).toBeFocused()
  await page.keyboard.press('F6')
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await expect(board.canvas).toBeFocused()
})

test('what others do is said, gathered, unless it is switched off', async ({ page, secondPage, server }) => {
  const board = await BoardPage.create(page, server)
  await secondPage.addInitScript(() => {
    localStorage.setItem('drawbridge.identity', JSON.stringify({ name: 'Ben', color: '#16803c' }))
  })
  const other = await BoardPage.open(secondPage, board.link)
  const others = page.getByTestId('announced-others')
  await expect(others).toContainText('Ben is here now')
  await drawTwo(other)
  await expect(others).toHaveText(/Ben .*(drew 1 stroke|added 1 element)/)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').locator('input').fill('Announce what others')
  await page.getByRole('option', { name: 'Announce what others do' }).click()
  await expect(others).toBeEmpty()
  await secondPage.keyboard.press('Control+a')
  await secondPage.keyboard.press('Delete')
  await board.expectElements(0)
  await expect(others).toBeEmpty()
})

test('a page that is turned is said', async ({ page, server }) => {
  await BoardPage.create(page, server)
  await page.getByRole('button', { name: /^Page: / }).click()
  await page.getByRole('button', { name: 'Add page' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('PageUp')
  await expect(announced(page)).toHaveText('Page 1, page 1 of 2')
})
