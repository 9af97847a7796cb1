import { deflateSync, crc32 } from 'node:zlib'
import type { Page } from '@playwright/test'

type Color = readonly [red: number, green: number, blue: number]

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG whose left half has one colour and whose right half has another. */
export function png(width: number, height: number, left: Color, right: Color = left): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of red, green and blue.
  header.set([8, 2], 8)
  const row = Buffer.alloc(1 + 3 * width)
  for (let x = 0; x < width; x++) row.set(x < width / 2 ? left : right, 1 + 3 * x)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export const red: Color = [220, 20, 20]
export const blue: Color = [20, 40, 220]

/** Copies a picture as another program would, and pastes it by key. */
export async function pastePicture(page: Page, bytes: Buffer): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    await navigator.clipboard.write([
      new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) }),
    ])
  }, bytes.toString('base64'))
  await page.keyboard.press('Control+v')
}
