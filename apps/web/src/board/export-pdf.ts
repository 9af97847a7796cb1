import sansAddress from 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf?url'
import monoAddress from 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf?url'
import serifAddress from 'dejavu-fonts-ttf/ttf/DejaVuSerif.ttf?url'
import type { Color, Element } from '@drawbridge/board'
import type { PdfPage } from '@drawbridge/renderer/pdf'
import { renderPdf } from '@drawbridge/renderer/pdf'
import { loadPicture } from '../images/load-picture.ts'
import { measureLine } from './measure-text.ts'

/** Pixels for a board unit of what PDF cannot hold as it is, and becomes a PNG. */
const density = 2

async function bytesAt(address: string): Promise<Uint8Array> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * The pages as a PDF. With its libraries and fonts this is more than the rest of the page: load it when it is wanted.
 * @param addresses of pictures, as `data:`
 */
export async function pdf(
  pages: readonly PdfPage[],
  background: Color,
  title: string,
  addresses: (file: string) => string | undefined,
): Promise<Blob> {
  const [sans, serif, mono] = await Promise.all([sansAddress, serifAddress, monoAddress].map(bytesAt))
  const kind = (font?: Uint8Array) => [font, sans].filter((bytes) => bytes !== undefined)
  const pictures = await pngs(
    pages.flatMap(({ elements }) => elements),
    addresses,
  )
  const bytes = await renderPdf(pages, {
    fonts: { sans: kind(), serif: kind(serif), mono: kind(mono), hand: kind() },
    background,
    title,
    pictures: (file) => pictures.get(file),
    measure: measureLine,
  })
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/pdf' })
}

/** The pictures that can be had, as large as the largest place that shows one needs. */
async function pngs(
  elements: readonly Element[],
  addresses: (file: string) => string | undefined,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const widths = new Map<string, number>()
  for (const element of elements) {
    if (element.type !== 'image') continue
    const { file, width, cropWidth } = element
    widths.set(file, Math.max(widths.get(file) ?? 0, width / (cropWidth || 1)))
  }
  const found = await Promise.all(
    [...widths].map(async ([file, width]) => {
      const address = addresses(file)
      const bytes = address === undefined ? undefined : await png(address, width * density)
      return bytes ? ([[file, bytes]] as const) : []
    }),
  )
  return new Map(found.flat())
}

async function png(address: string, wanted: number): Promise<Uint8Array | undefined> {
  const image = await loadPicture(address)
  if (!image) return undefined
  const width = Math.max(1, Math.min(image.naturalWidth, Math.ceil(wanted)))
  const height = Math.max(1, Math.round((image.naturalHeight * width) / Math.max(1, image.naturalWidth)))
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}
