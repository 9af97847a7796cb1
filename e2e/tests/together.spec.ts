import { instanceCookie } from '@drawbridge/testkit'
import type { BrowserContext, Page } from '@playwright/test'
import { BoardPage, expectSameBoard } from '../support/board-page.ts'
import { expect, test } from '../support/test.ts'

/** A draws and B watches: B has ink on the screen before A lifts the pen, and afterwards the same board. */
async function drawAndWatch(a: BoardPage, b: BoardPage): Promise<void> {
  const before = await b.elementCount()
  const y = 200 + 120 * before
  const wave = BoardPage.wave([200, y], 480)
  await a.choose('Pen')
  await a.press(wave.slice(0, 6))
  await b.expectElements(before + 1)
  await expect.poll(() => b.inkIn(190, y - 50, 150, 100)).toBeGreaterThan(100)
  // Where the pen has not been yet, and A's cursor with its label neither.
  expect(await b.inkIn(600, y - 50, 60, 100)).toBe(0)
  for (const point of wave.slice(6)) await a.page.mouse.move(...point, { steps: 2 })
  await expect.poll(() => b.inkIn(600, y - 50, 60, 100)).toBeGreaterThan(50)
  await a.page.mouse.up()
  await a.expectSaved()
  await expectSameBoard(a, b)
}

test('another browser sees a stroke while it is drawn, and after', async ({
  page,
  otherBrowserPage,
  server,
}) => {
  const a = await BoardPage.create(page, server)
  const b = await BoardPage.open(otherBrowserPage, a.link)
  await drawAndWatch(a, b)
  await drawAndWatch(b, a)
})

const instanceOf = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === instanceCookie)?.value

test('people on different instances see each other draw', async ({ page, otherBrowser, cluster }) => {
  const a = await BoardPage.create(page, cluster)
  const mine = await instanceOf(page)
  expect(mine).toBeDefined()
  // The balancer keeps a board together until its instance is busier than others: one of the next is elsewhere.
  const opened: BrowserContext[] = []
  let b: BoardPage
  do {
    expect(opened.length).toBeLessThan(8)
    const context = await otherBrowser.newContext({ viewport: { width: 1280, height: 720 } })
    opened.push(context)
    b = await BoardPage.open(await context.newPage(), a.link)
  } while ((await instanceOf(b.page)) === mine)
  expect(await instanceOf(b.page)).toBeDefined()
  await drawAndWatch(a, b)
  await drawAndWatch(b, a)
  await expect(page.getByRole('button', { name: `${opened.length + 1} people are here` })).toBeVisible()
  await Promise.all(opened.map((context) => context.close()))
})

test('it works where WebSockets are blocked', async ({ page, secondPage, server, cluster }) => {
  for (const each of [page, secondPage])
    await each.addInitScript(() => {
      const Real = window.WebSocket
      // As behind a proxy that does not know them: the attempt fails after a moment.
      window.WebSocket = class extends Real {
        constructor() {
          super('ws://127.0.0.1:9/blocked')
        }
      }
    })
  for (const address of [server, cluster]) {
    const a = await BoardPage.create(page, address)
    const b = await BoardPage.open(secondPage, a.link)
    await drawAndWatch(a, b)
    const requests = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    )
    expect(requests.filter((url) => url.includes('transport=polling')).length).toBeGreaterThan(2)
  }
})

test('the cursor and name of another person show, and they are gone when the person is', async ({
  page,
  secondPage,
  server,
}) => {
  const a = await BoardPage.create(page, server)
  const b = await BoardPage.open(secondPage, a.link)
  await secondPage.getByRole('button', { name: '2 people are here' }).click()
  await secondPage.getByLabel('Your name').fill('Ada Lovelace')
  await secondPage.keyboard.press('Enter')
  await page.getByRole('button', { name: '2 people are here' }).click()
  const people = page.getByRole('dialog', { name: '2 people are here' })
  await expect(people.getByRole('listitem')).toContainText('Ada Lovelace')
  await page.keyboard.press('Escape')
  const blank = await a.inkIn(600, 400, 160, 60)
  await secondPage.mouse.move(605, 405)
  await secondPage.mouse.move(610, 410)
  await expect.poll(() => a.inkIn(600, 400, 160, 60)).toBeGreaterThan(blank + 50)
  await b.page.close()
  await expect(page.getByRole('button', { name: 'Only you are here' })).toBeVisible()
  await expect.poll(() => a.inkIn(600, 400, 160, 60)).toBe(blank)
})
