import type { PixelDifference, Pixels } from '@drawbridge/testkit'
import { comparePixels } from '@drawbridge/testkit'
import type { Page } from '@playwright/test'

/** @param page any: what is compared is not on it @param a address of a picture, as is `b` */
export async function comparePictures(page: Page, a: string, b: string): Promise<PixelDifference> {
  return comparePixels(await pixelsOf(page, a), await pixelsOf(page, b))
}

async function pixelsOf(page: Page, address: string): Promise<Pixels> {
  const { data, ...size } = await page.evaluate(async (address) => {
    const image = new Image()
    image.src = address
    await image.decode()
    const { naturalWidth: width, naturalHeight: height } = image
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (!context) throw new Error('this browser has no canvas to read pictures on')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    let bytes = ''
    for (let i = 0; i < data.length; i += 4096) bytes += String.fromCharCode(...data.subarray(i, i + 4096))
    return { width, height, data: btoa(bytes) }
  }, address)
  return { ...size, data: Buffer.from(data, 'base64') }
}
