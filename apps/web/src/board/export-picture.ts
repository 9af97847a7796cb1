import type { Element } from '@drawbridge/board'
import type { BoardFiles } from '@drawbridge/client'
import { renderSvg, themes } from '@drawbridge/renderer/svg'
import { pictureAddresses } from '../images/picture-addresses.ts'

export type PictureFormat = 'svg' | 'png'

/** Pixels for a board unit, as long as no side gets too long for a canvas. */
const density = 2
const longestSide = 8192

/** The elements, bottom first, as a picture with a background of its own. */
export async function picture(
  elements: readonly Element[],
  format: PictureFormat,
  background: string,
  files: BoardFiles,
): Promise<Blob> {
  const pictures = await pictureAddresses(elements, files)
  const svg = renderSvg(elements, { theme: themes.light, background, pictures })
  const file = new Blob([svg], { type: 'image/svg+xml' })
  return format === 'svg' ? file : painted(file)
}

async function painted(svg: Blob): Promise<Blob> {
  const address = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const scale = Math.min(density, longestSide / Math.max(image.width, image.height))
    const canvas = new OffscreenCanvas(Math.ceil(image.width * scale), Math.ceil(image.height * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await canvas.convertToBlob({ type: 'image/png' })
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** Gives the file to whoever sits at the browser. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** A name for a file that every system takes. */
export function fileName(title: string): string {
  return (
    title
      .replace(/[\\/:*?"<>|\s\p{Control}]+/gu, ' ')
      .trim()
      .slice(0, 80) || 'drawbridge'
  )
}
