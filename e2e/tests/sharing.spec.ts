import { BoardPage, expectSameBoard } from '../support/board-page.ts'
import { expect, test } from '../support/test.ts'

test('a shared link opens the board, and the one for viewing lets nobody draw', async ({
  page,
  secondPage,
  server,
}) => {
  const a = await BoardPage.create(page, server, 'Plans')
  await a.choose('Pen')
  await a.drag(BoardPage.wave([300, 300]))
  await page.getByRole('button', { name: 'Share' }).click()
  const share = page.getByRole('dialog', { name: 'Share this board' })
  const editLink = await share.getByRole('textbox', { name: 'Can edit' }).inputValue()
  const viewLink = await share.getByRole('textbox', { name: 'Can view' }).inputValue()
  await page.keyboard.press('Escape')
  await expect(share).toBeHidden()

  const viewer = await BoardPage.open(secondPage, viewLink)
  await expect(viewer.status).toHaveText('Read-only')
  await viewer.expectElements(1)
  await expect(viewer.tool('Pen')).toBeHidden()
  await viewer.page.keyboard.press('p')
  await viewer.drag(BoardPage.wave([300, 450]))
  await viewer.page.keyboard.press('Control+a')
  await viewer.page.keyboard.press('Delete')
  await a.choose('Pen')
  await a.drag(BoardPage.wave([300, 500]))
  await viewer.expectElements(2)
  await expectSameBoard(a, viewer)

  const editor = await BoardPage.open(secondPage, editLink)
  await expect(editor.page).toHaveTitle('Plans')
  await editor.choose('Pen')
  await editor.drag(BoardPage.wave([600, 450]))
  await a.expectElements(3)
  await expectSameBoard(a, editor)
})

test('an address that is none of ours leads back home', async ({ page, server }) => {
  const answer = await page.goto(`${server}/nothing/here`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await page.getByRole('button', { name: 'Back to all boards' }).click()
  await expect(page.getByRole('button', { name: 'New board' })).toBeVisible()
})

test('the link is copied', async ({ page, server, browserName, context }) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test read the clipboard')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const board = await BoardPage.create(page, server)
  await page.getByRole('button', { name: 'Share' }).click()
  const link = await page.getByRole('textbox', { name: 'Can edit' }).inputValue()
  await page.getByRole('button', { name: 'Copy link: Can edit' }).click()
  await expect(page.getByRole('button', { name: 'Copy link: Can edit' })).toHaveText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  expect(link).toContain(new URL(board.link).pathname)
})

test('a wrong link says so and leads home, where recent boards are listed', async ({ page, server }) => {
  const board = await BoardPage.create(page, server, 'Old board')
  const path = new URL(board.link).pathname
  for (const wrong of [`${server}${path}#wrong`, `${server}/b/nosuchboard#key`]) {
    await page.goto(wrong)
    await page.reload()
    await expect(page.getByRole('heading', { name: 'This board cannot be opened' })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Back to all boards' }).click()
  await page.getByRole('link', { name: 'Old board' }).click()
  await expect(board.canvas).toBeVisible()
  await page.getByRole('button', { name: 'All boards' }).click()
  await page.getByRole('button', { name: 'Remove Old board from this list' }).click()
  await expect(page.getByText('Boards that you open appear here')).toBeVisible()
  await page.getByLabel('Paste a board link').fill('nonsense')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('not a board link')
})
