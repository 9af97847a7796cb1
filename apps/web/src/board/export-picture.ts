import type { Element } from '@drawbridge/board'
import type { BoardFiles } from '@drawbridge/client'
import type { PdfPage } from '@drawbridge/renderer/pdf'
import { canvasPicture } from '@drawbridge/renderer/png'
import { renderSvg, themes } from '@drawbridge/renderer/svg'
import { loadPicture } from '../images/load-picture.ts'
import { pictureAddresses } from '../images/picture-addresses.ts'
import { measureLine } from './measure-text.ts'

export type PictureFormat = 'svg' | 'png' | 'pdf'

/** Pixels for a board unit, as long as no side gets too long for a canvas. */
const density = 2

/** The elements, bottom first, as a picture with a background of its own. */
export async function picture(
  elements: readonly Element[],
  format: 'svg' | 'png',
  background: string,
  files: BoardFiles,
): Promise<Blob> {
  const pictures = await pictureAddresses(elements, files)
  if (format === 'png') return painted(elements, background, pictures)
  const svg = renderSvg(elements, { theme: themes.light, background, pictures, measure: measureLine })
  return new Blob([svg], { type: 'image/svg+xml' })
}

async function painted(
  elements: readonly Element[],
  background: string,
  addresses: (file: string) => string | undefined,
): Promise<Blob> {
  const wanted = new Set(elements.flatMap((element) => (element.type === 'image' ? [element.file] : [])))
  const images = new Map<string, HTMLImageElement>()
  for (const file of wanted) {
    const address = addresses(file)
    const image = address === undefined ? undefined : await loadPicture(address)
    if (image) images.set(file, image)
  }
  const { width, height, paint } = canvasPicture(elements, {
    background,
    scale: density,
    pictures(file) {
      const image = images.get(file)
      return image && { source: image, width: image.naturalWidth, height: image.naturalHeight }
    },
  })
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no canvas for a picture')
  paint(context)
  return canvas.convertToBlob({ type: 'image/png' })
}

/** A PDF with a page for each that is given. */
export async function pdfOf(
  pages: readonly PdfPage[],
  background: string,
  title: string,
  files: BoardFiles,
): Promise<Blob> {
  const { pdf } = await import('./export-pdf.ts')
  const elements = pages.flatMap((page) => page.elements)
  return pdf(pages, background, title, await pictureAddresses(elements, files))
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
