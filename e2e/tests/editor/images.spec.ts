import { readFile, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { blue, pastePicture, png, red } from '../../support/pictures.ts'
import { expect, test } from '../../support/test.ts'

/** Drags files from the system onto the page. */
async function drop(page: Page, files: readonly string[], x: number, y: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
}

async function chooseFiles(
  page: Page,
  open: () => Promise<void>,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  const chooser = page.waitForEvent('filechooser', { timeout: 20_000 })
  // Else the key may be faster than the wait for what it opens.
  await page.evaluate(() => document.readyState)
  await open()
  await (await chooser).setFiles(files)
}

/** What colour the board has at a point of the screen. */
function colorAt(page: Page, x: number, y: number): Promise<string> {
  return page.evaluate(
    ([x, y]) => {
      const [red = 0, , blue = 0] =
        document.querySelector('canvas')?.getContext('2d')?.getImageData(x, y, 1, 1).data ?? []
      return red > 180 && blue < 80 ? 'red' : blue > 180 && red < 80 ? 'blue' : 'other'
    },
    [Math.round(x), Math.round(y)] as const,
  )
}

test('pictures are pasted, dropped and chosen, others see them at once, and they are there after a reload', async ({
  page,
  secondPage,
  server,
}, info) => {
  const ada = await BoardPage.create(page, server)
  const ben = await BoardPage.open(secondPage, ada.link)
  await page.mouse.move(300, 200)
  await pastePicture(page, png(120, 80, red))
  await ada.expectElements(1)
  const file = info.outputPath('dropped.png')
  await writeFile(file, png(100, 60, blue))
  await drop(page, [file], 700, 200)
  await ada.expectElements(2)
  await chooseFiles(page, () => page.keyboard.press('9'), [
    { name: 'one.png', mimeType: 'image/png', buffer: png(60, 60, red) },
    { name: 'two.png', mimeType: 'image/png', buffer: png(90, 60, blue) },
  ])
  await ada.expectElements(4)
  await ada.expectSaved()

  const { elements } = await ada.document()
  expect(elements).toMatchObject([
    { type: 'image', x: 240, y: 160, width: 120, height: 80, cropWidth: 1 },
    { type: 'image', x: 650, y: 170, width: 100, height: 60 },
    { type: 'image', width: 60, height: 60 },
    { type: 'image', width: 90, height: 60 },
  ])
  await expect(ada.tool('Select')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  for (const person of [ada, ben]) {
    await expect.poll(() => colorAt(person.page, 250, 170)).toBe('red')
    await expect.poll(() => colorAt(person.page, 690, 180)).toBe('blue')
  }
  await page.reload()
  await expect.poll(() => colorAt(page, 250, 170)).toBe('red')
  await expectSameBoard(ada, ben)
})

const chosen = (name: string, mimeType: string, buffer: Buffer) => [{ name, mimeType, buffer }]
const pressImageTool = (page: Page) => () => page.keyboard.press('9')

test('a picture that is put on the board offline is sent when the network is back, also after a reload', async ({
  page,
  secondPage,
  server,
}) => {
  const ada = await BoardPage.create(page, server)
  const { link } = ada
  const ben = await BoardPage.open(secondPage, link)
  await page.context().setOffline(true)
  await page.mouse.move(300, 200)
  await pastePicture(page, png(120, 80, red))
  await ada.expectElements(1)
  await expect.poll(() => colorAt(page, 250, 170)).toBe('red')
  await ada.expectKept()
  // Before anything is sent.
  await page.goto('about:blank')
  await page.context().setOffline(false)
  await page.goto(link)
  await ben.expectElements(1)
  await expect.poll(() => colorAt(secondPage, 250, 170)).toBe('red')
  await ada.expectSaved()
})

test('what is too large or no picture is said, and what comes with it is kept', async ({ page, server }) => {
  const ada = await BoardPage.create(page, server)
  const large = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(11_000_000)}</svg>`)
  await chooseFiles(page, pressImageTool(page), [
    ...chosen('large.svg', 'image/svg+xml', large),
    ...chosen('notes.txt', 'text/plain', Buffer.from('hello')),
    ...chosen('fine.png', 'image/png', png(60, 60, red)),
  ])
  await expect(page.getByText('large.svg: The picture is too large for this server')).toBeVisible()
  await expect(page.getByText('notes.txt: This is no picture that every browser can show')).toBeVisible()
  await ada.expectElements(1)
  await ada.expectSaved()
  expect((await ada.document()).elements).toMatchObject([{ type: 'image', width: 60 }])
})

test('a large photo is made smaller and stands upright', async ({ page, server }) => {
  const ada = await BoardPage.create(page, server)
  // As of a camera that was held upright: stored lying, with a note that says so.
  const lying = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 5000
    canvas.height = 500
    const context = canvas.getContext('2d')
    if (context) {
      context.fillStyle = '#dc1414'
      context.fillRect(0, 0, 2500, 500)
      context.fillStyle = '#1428dc'
      context.fillRect(2500, 0, 2500, 500)
    }
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
  })
  const jpeg = Buffer.from(lying, 'base64')
  const exif = Buffer.from('ffe1002245786966000049492a0008000000010012010300010000000600000000000000', 'hex')
  const photo = Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)])
  await chooseFiles(page, pressImageTool(page), chosen('photo.jpg', 'image/jpeg', photo))
  await ada.expectElements(1)
  await ada.expectSaved()
  const [element] = (await ada.document()).elements
  const { x, y, width, height } = element as unknown as Record<'x' | 'y' | 'width' | 'height', number>
  expect(height / width).toBeCloseTo(10, 1)
  // The left half of what is stored is the upper half of what was seen.
  await page.keyboard.press('Escape')
  await expect.poll(() => colorAt(page, x + width / 2, y + height / 4)).toBe('red')
  expect(await colorAt(page, x + width / 2, y + (3 * height) / 4)).toBe('blue')
})

test('a picture is cropped by its handles and by keys, and one undo takes it back', async ({
  page,
  secondPage,
  server,
}) => {
  const ada = await BoardPage.create(page, server)
  const ben = await BoardPage.open(secondPage, ada.link)
  await page.mouse.move(400, 300)
  await pastePicture(page, png(200, 100, red, blue))
  await ada.expectElements(1)
  const element = async () => (await ada.document()).elements[0]

  await page.mouse.dblclick(400, 300)
  await ada.drag([
    [506, 300],
    [456, 300],
  ])
  await page.keyboard.press('Enter')
  await ada.expectSaved()
  expect(await element()).toMatchObject({ x: 300, width: 150, cropX: 0, cropWidth: 0.75 })
  await page.keyboard.press('Escape')
  await expect.poll(() => colorAt(secondPage, 425, 300)).toBe('blue')
  await expect.poll(() => colorAt(secondPage, 475, 300)).toBe('other')

  // The picture is pushed about below its box.
  await page.mouse.dblclick(400, 300)
  await ada.drag([
    [380, 300],
    [330, 300],
  ])
  await ada.expectSaved()
  expect(await element()).toMatchObject({ x: 300, width: 150, cropX: 0.25 })
  await page.keyboard.press('Escape')
  await ada.expectSaved()
  expect(await element()).toMatchObject({ x: 300, width: 150, cropX: 0 })

  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Enter')
  await ada.expectSaved()
  expect(await element()).toMatchObject({ width: 150, height: 90 })
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await ada.expectSaved()
  expect(await element()).toMatchObject({ x: 300, width: 200, height: 100, cropWidth: 1 })
  await expectSameBoard(ada, ben)
})

test('a picture is described, and shows all of itself again, by the menu', async ({ page, server }) => {
  const ada = await BoardPage.create(page, server)
  await page.mouse.move(400, 300)
  await pastePicture(page, png(200, 100, red))
  await ada.expectElements(1)
  await page.mouse.click(400, 300, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Describe the picture' }).click()
  await page.getByLabel('What is to be seen').fill('A red field')
  await page.getByRole('button', { name: 'Save' }).click()
  await ada.expectSaved()
  expect((await ada.document()).elements).toMatchObject([{ text: 'A red field' }])

  await page.mouse.click(400, 300, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Crop', exact: true }).click()
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('Enter')
  await ada.expectSaved()
  expect((await ada.document()).elements).toMatchObject([{ width: 190 }])
  await page.mouse.click(400, 300, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Show the whole picture' }).click()
  await ada.expectSaved()
  expect((await ada.document()).elements).toMatchObject([{ width: 200, cropWidth: 1 }])
})

test('the text of an SVG is pasted as a picture, and an exported board holds its pictures', async ({
  page,
  server,
}) => {
  const ada = await BoardPage.create(page, server)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.mouse.move(400, 300)
  await page.evaluate(() =>
    navigator.clipboard.writeText(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><rect width="120" height="60" fill="#dc1414"/></svg>',
    ),
  )
  await page.keyboard.press('Control+v')
  await ada.expectElements(1)
  await ada.expectSaved()
  expect((await ada.document()).elements).toMatchObject([{ type: 'image', width: 120, height: 60 }])
  await expect.poll(() => colorAt(page, 350, 280)).toBe('red')

  await page.mouse.click(400, 300, { button: 'right' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as SVG' }).click(),
  ])
  const svg = await readFile(await download.path(), 'utf8')
  expect(svg).toContain('<image href="data:image/svg+xml;base64,')
})

test('in a cluster, every instance has a picture that went through another', async ({
  page,
  secondPage,
  cluster,
}) => {
  const ada = await BoardPage.create(page, cluster)
  await page.mouse.move(300, 200)
  await pastePicture(page, png(120, 80, red))
  await ada.expectElements(1)
  await ada.expectSaved()
  await BoardPage.open(secondPage, ada.link)
  await expect.poll(() => colorAt(secondPage, 250, 170)).toBe('red')
  // Asked of the balancer again and again, which goes round the instances.
  const [element] = (await ada.document()).elements
  const { pathname, hash } = new URL(ada.link)
  const board = `${cluster}/api/boards/${pathname.split('/').at(-1)}`
  const session = await fetch(`${board}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: hash.slice(1) }),
  })
  const { token } = (await session.json()) as { token: string }
  for (let i = 0; i < 6; i++) {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${board}/files/${String(element?.['file'])}`, { headers })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  }
})
