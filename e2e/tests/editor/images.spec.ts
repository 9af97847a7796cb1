import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { BoardPage, expectSameBoard } from '../../support/board-page.ts'
import { blue, png, red } from '../../support/pictures.ts'
import { expect, test } from '../../support/test.ts'

/** Copies a picture as another program would, and pastes it by key. */
async function paste(page: Page, bytes: Buffer): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    await navigator.clipboard.write([
      new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) }),
    ])
  }, bytes.toString('base64'))
  await page.keyboard.press('Control+v')
}

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

test('pictures are pasted, dropped and chosen, others see them at once, and they are there after a reload', async ({
  page,
  secondPage,
  server,
}, info) => {
  const ada = await BoardPage.create(page, server)
  const ben = await BoardPage.open(secondPage, ada.link)
  await page.mouse.move(300, 200)
  await paste(page, png(120, 80, red))
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
    await expect.poll(() => person.inkIn(245, 165, 110, 70)).toBe(110 * 70)
    await expect.poll(() => person.inkIn(655, 175, 90, 50)).toBe(90 * 50)
  }
  await page.reload()
  await expect.poll(() => ada.inkIn(245, 165, 110, 70)).toBe(110 * 70)
  await expectSameBoard(ada, ben)
})
