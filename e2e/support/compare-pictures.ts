import type { Page } from '@playwright/test'

/** How far a colour may be from those around it in the other picture, per channel of 0…255. */
const slack = 32

export interface PictureDifference {
  /** Pixels of one picture that the other has nowhere near. */
  readonly pixels: number
  /** Of all pixels, 0…1. */
  readonly share: number
  /** Where most of them are: the corner of a square of 32 pixels. */
  readonly where: readonly [x: number, y: number]
  /** What differs, in red on what both show: a PNG. */
  readonly shown: Buffer
}

/**
 * Compares two pictures of the same size. A pixel agrees when its colour lies between those that the other picture has
 * within a pixel around it, give or take `slack`: so edges may be smoothed in another way or lie half a pixel beside, but
 * nothing may be missing, be too much, be elsewhere or have another colour, however small.
 * @param page any: what is compared is not on it
 * @param a addresses of pictures
 */
export async function comparePictures(page: Page, a: string, b: string): Promise<PictureDifference> {
  const found = await page.evaluate(
    async ([a, b, slack]) => {
      const pixelsOf = async (address: string) => {
        const image = new Image()
        image.src = address
        await image.decode()
        const { naturalWidth: width, naturalHeight: height } = image
        const context = new OffscreenCanvas(width, height).getContext('2d')
        if (!context) throw new Error('this browser has no canvas to compare pictures on')
        context.drawImage(image, 0, 0)
        return { width, height, context, data: context.getImageData(0, 0, width, height).data }
      }
      const [one, other] = [await pixelsOf(a), await pixelsOf(b)]
      const { width, height, context } = one
      if (width !== other.width || height !== other.height) throw new Error('the pictures differ in size')

      const isNear = (data: Uint8ClampedArray, around: Uint8ClampedArray, x: number, y: number) => {
        for (let channel = 0; channel < 3; channel++) {
          const value = data[4 * (y * width + x) + channel] ?? 0
          let [least, most] = [255, 0]
          for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
            for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
              const near = around[4 * (v * width + u) + channel] ?? 0
              least = Math.min(least, near)
              most = Math.max(most, near)
            }
          if (value < least - slack || value > most + slack) return false
        }
        return true
      }
      let pixels = 0
      const squares = new Map<string, number>()
      context.fillStyle = '#ff0000'
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          if (isNear(one.data, other.data, x, y) && isNear(other.data, one.data, x, y)) continue
          pixels++
          context.fillRect(x, y, 1, 1)
          const square = `${x - (x % 32)} ${y - (y % 32)}`
          squares.set(square, (squares.get(square) ?? 0) + 1)
        }
      const [fullest = '0 0'] = [...squares].sort(([, a], [, b]) => b - a)[0] ?? []
      const blob = await context.canvas.convertToBlob({ type: 'image/png' })
      const bytes = new Uint8Array(await blob.arrayBuffer())
      return {
        pixels,
        share: pixels / (width * height),
        where: fullest.split(' ').map(Number) as [number, number],
        shown: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
      }
    },
    [a, b, slack] as const,
  )
  return { ...found, shown: Buffer.from(found.shown, 'base64') }
}
