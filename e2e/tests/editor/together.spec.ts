import type { Page } from '@playwright/test'
import { BoardPage } from '../../support/board-page.ts'
import { expect, test } from '../../support/test.ts'

const viewOf = (page: Page) =>
  page.evaluate(() => window.drawbridge?.view ?? { x: NaN, y: NaN, zoom: NaN, page: '' })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Two people at one board; the second is called Ben. */
async function meet(page: Page, other: Page, server: string): Promise<void> {
  const a = await BoardPage.create(page, server)
  await other.addInitScript(() => {
    localStorage.setItem('drawbridge.identity', JSON.stringify({ name: 'Ben', color: '#16803c' }))
  })
  await BoardPage.open(other, a.link)
  await expect(button(page, 'Follow Ben')).toBeVisible()
}

const middleOf = async (page: Page) => {
  const { x, y, zoom } = await viewOf(page)
  const size = page.viewportSize() ?? { width: 0, height: 0 }
  return [Math.round(x + size.width / 2 / zoom), Math.round(y + size.height / 2 / zoom)]
}

test("a click on a person follows their view; one's own hand, Escape or a button ends it", async ({
  page,
  secondPage,
  server,
}) => {
  await secondPage.setViewportSize({ width: 640, height: 720 })
  await meet(page, secondPage, server)
  await button(page, 'Follow Ben').click()
  await expect(page.getByText('You follow Ben')).toBeVisible()
  // All of Ben's narrow screen is in the wide one, in its middle.
  await expect.poll(() => middleOf(page)).toEqual([320, 360])
  await secondPage.mouse.move(320, 360)
  await secondPage.mouse.wheel(500, 300)
  await expect.poll(() => middleOf(page)).toEqual([820, 660])

  await page.mouse.move(640, 360)
  await page.mouse.wheel(0, 50)
  await expect(page.getByText('You follow Ben')).toBeHidden()
  await button(page, 'Follow Ben').click()
  await expect.poll(() => middleOf(page)).toEqual([820, 660])
  await page.keyboard.press('Escape')
  await expect(page.getByText('You follow Ben')).toBeHidden()
  await button(page, 'Follow Ben').click()
  await button(page, 'Stop').click()
  await expect(page.getByText('You follow Ben')).toBeHidden()
  const left = await viewOf(page)
  await secondPage.mouse.wheel(-900, 0)
  await expect.poll(() => middleOf(secondPage)).toEqual([-80, 660])
  expect(await viewOf(page)).toEqual(left)
})

test('two who follow each other do not: whoever began last does', async ({ page, secondPage, server }) => {
  await meet(page, secondPage, server)
  await button(page, 'Follow Ben').click()
  await expect(page.getByText('You follow Ben')).toBeVisible()
  await secondPage.getByRole('button', { name: /^Follow / }).click()
  await expect(page.getByText('You follow Ben')).toBeHidden()
  await expect(secondPage.getByText(/^You follow /)).toBeVisible()
  await page.mouse.move(640, 360)
  await page.mouse.wheel(777, 0)
  await expect.poll(async () => (await viewOf(secondPage)).x).toBe(777)
})

test('presenting invites everyone, and following goes along to another page', async ({
  page,
  secondPage,
  server,
}) => {
  await meet(page, secondPage, server)
  await button(secondPage, '2 people are here').click()
  await button(secondPage, 'Present to everyone').click()
  await expect(secondPage.getByText('Nobody follows yet')).toBeVisible()
  const invitation = page.getByText('Ben is presenting')
  await expect(invitation).toBeVisible()
  await button(page, 'Not now').click()
  await expect(invitation).toBeHidden()
  await button(secondPage, 'Stop presenting').click()
  await button(secondPage, '2 people are here').click()
  await button(secondPage, 'Present to everyone').click()
  await invitation.waitFor()
  await page.getByRole('status').getByRole('button', { name: 'Follow Ben' }).click()
  await expect(secondPage.getByText('1 person follows: Guest')).toBeVisible()

  await secondPage.getByRole('button', { name: /^Page: / }).click()
  await button(secondPage, 'Add page').click()
  await expect.poll(async () => (await viewOf(page)).page).not.toBe('')
  expect((await viewOf(page)).page).toBe((await viewOf(secondPage)).page)
  await expect(page.getByText('You follow Ben')).toBeVisible()

  await button(secondPage, 'Select').click()
  await secondPage.keyboard.press('Escape')
  await expect(secondPage.getByText('You are presenting')).toBeHidden()
})
