import { DrawbridgeError } from '@drawbridge/client'
import { decodePicture } from './decode-picture.ts'
import { isCommonPicture, isSvg } from './picture-type.ts'
import { sizedSvg } from './sized-svg.ts'

/** What is sent, and how large it looks. */
export interface PreparedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** In pixels, as it is seen: a photo may be stored lying on its side. */
  readonly width: number
  readonly height: number
}

/** A picture with a longer side is made smaller: no board shows more, and a phone can hold no more. Pixels. */
const longestSide = 4096
const qualities = [0.9, 0.75, 0.5]

/**
 * Makes a picture fit for a board. It stays byte for byte as it is if it can.
 * @param maxBytes what the server takes
 * @throws DrawbridgeError FILE_TYPE_UNKNOWN for what is no picture here, FILE_TOO_LARGE where nothing makes it small enough
 */
export async function preparePicture(blob: Blob, maxBytes: number): Promise<PreparedPicture> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const text = isCommonPicture(bytes) ? '' : new TextDecoder().decode(bytes)
  if (isSvg(text)) return prepareSvg(text, maxBytes)
  const picture = await decoded(new Blob([bytes], { type: blob.type }))
  const { width, height } = picture
  const scale = Math.min(1, longestSide / Math.max(width, height))
  if (scale === 1 && bytes.length <= maxBytes && isCommonPicture(bytes)) {
    picture.close()
    return { bytes, width, height }
  }
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  const canvas = Object.assign(document.createElement('canvas'), size)
  const context = canvas.getContext('2d')
  if (context) context.imageSmoothingQuality = 'high'
  context?.drawImage(picture.source, 0, 0, size.width, size.height)
  picture.close()
  // Photos as JPEG; whatever may be seen through or has sharp edges as PNG, and where that is too large as WebP.
  const types = isJpeg(bytes) ? ['image/jpeg'] : ['image/png', 'image/webp']
  for (const type of types)
    for (const quality of type === 'image/png' ? [1] : qualities) {
      const made = await encoded(canvas, type, quality)
      if (made && made.length <= maxBytes) return { bytes: made, ...size }
    }
  throw new DrawbridgeError('FILE_TOO_LARGE')
}

async function prepareSvg(text: string, maxBytes: number): Promise<PreparedPicture> {
  const bytes = new TextEncoder().encode(sizedSvg(text))
  if (bytes.length > maxBytes) throw new DrawbridgeError('FILE_TOO_LARGE')
  const picture = await decoded(new Blob([bytes], { type: 'image/svg+xml' }))
  picture.close()
  return { bytes, width: picture.width, height: picture.height }
}

async function decoded(blob: Blob): ReturnType<typeof decodePicture> {
  try {
    return await decodePicture(blob)
  } catch (cause) {
    throw new DrawbridgeError('FILE_TYPE_UNKNOWN', undefined, { cause })
  }
}

const isJpeg = (bytes: Uint8Array) => bytes[0] === 0xff && bytes[1] === 0xd8

async function encoded(
  canvas: HTMLCanvasElement,
  type: string,
  quality: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
  // A browser that cannot write a type writes PNG.
  return blob?.type === type ? new Uint8Array(await blob.arrayBuffer()) : undefined
}
