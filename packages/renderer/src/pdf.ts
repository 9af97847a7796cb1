import type { Color, Element } from '@drawbridge/board'
import { elementBox } from '@drawbridge/board'
import { boxCenter } from '@drawbridge/geometry'
import { awaitedPicture } from './awaited-picture.ts'
import type { ImageOp, OutlineOp, SimpleOp } from './paint-op.ts'
import { paint } from './paint.ts'
import { PdfContent } from './pdf/content.ts'
import type { PdfFonts } from './pdf/fonts.ts'
import { FontSet } from './pdf/fonts.ts'
import type { OpenedImage } from './pdf/libraries.ts'
import { PDFDocument } from './pdf/libraries.ts'
import { writeText } from './pdf/text.ts'
import type { PicturePart } from './picture-layout.ts'
import { layOutPicture } from './picture-layout.ts'
import type { MeasureLine } from './text-layout.ts'
import type { Theme } from './theme.ts'
import { backgroundColor, themes } from './theme.ts'

export type { PdfFonts } from './pdf/fonts.ts'

export interface PdfPage {
  /** For the reader's table of contents; none if empty. */
  readonly name: string
  /** Bottom first. */
  readonly elements: readonly Element[]
}

export interface PdfOptions {
  /** What texts are written in. */
  readonly fonts: PdfFonts
  /** The light theme if left out. */
  readonly theme?: Theme
  /** Board units around the elements; 20 if left out. */
  readonly padding?: number
  /** A palette name or `#rrggbb`; the paper's own if left out. */
  readonly background?: Color
  /** The bytes of a file, as PNG or JPEG; a box stands for one that is left out. */
  readonly pictures?: (file: string) => Uint8Array | undefined
  /** How wide lines are on the board, which is what they are fitted to; as wide as they are in `fonts` if left out. */
  readonly measure?: MeasureLine
  readonly title?: string
  /** Compresses a page's drawing in the format of zlib; where there is a faster one than the library brings. */
  readonly deflate?: (bytes: Uint8Array) => Uint8Array
}

/** A board unit is a CSS pixel at zoom 1; 96 of them are an inch, and so are 72 points. */
const pointsPerUnit = 0.75
/** Readers take no larger side, in points, and none smaller. */
const longestSide = 14_400
const shortestSide = 3

/** Each page as one page of a PDF, of its own size: lines stay lines and text stays text. Needs no DOM. */
export async function renderPdf(pages: readonly PdfPage[], options: PdfOptions): Promise<Uint8Array> {
  const document = new PDFDocument({
    autoFirstPage: false,
    font: null,
    pdfVersion: '1.7',
    ...(options.title ? { info: { Title: options.title }, displayTitle: true } : {}),
  })
  const bytes = collected(document)
  const painter = new PdfPainter(document, options)
  for (const page of pages) painter.page(page)
  document.end()
  return bytes
}

function collected(document: PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    document.on('data', (chunk) => chunks.push(chunk))
    document.on('error', reject)
    document.on('end', () => {
      resolve(joined(chunks))
    })
  })
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

class PdfPainter {
  readonly #document: PDFDocument
  readonly #content = new PdfContent()
  readonly #fonts: FontSet
  readonly #options: PdfOptions
  readonly #theme: Theme
  readonly #measure: MeasureLine
  readonly #images = new Map<string, OpenedImage | undefined>()
  readonly #states = new Map<string, { readonly name: string; readonly register: () => void }>()

  constructor(document: PDFDocument, options: PdfOptions) {
    this.#document = document
    this.#fonts = new FontSet(options.fonts)
    this.#options = options
    this.#theme = options.theme ?? themes.light
    this.#measure = options.measure ?? ((line, font, size) => this.#fonts.width(line, font, size))
  }

  page({ name, elements }: PdfPage): void {
    const { padding, background } = this.#options
    const { box, parts } = layOutPicture(elements, padding)
    const width = box.maxX - box.minX
    const height = box.maxY - box.minY
    const scale = Math.min(pointsPerUnit, longestSide / Math.max(width, height))
    const side = (length: number) => Math.max(shortestSide, length * scale)
    this.#document.addPage({ size: [side(width), side(height)], margin: 0 })
    // Without it, what blends would do so in a colour space that each reader chooses.
    this.#document.page.dictionary.data.Group = { Type: 'Group', S: 'Transparency', CS: 'DeviceRGB' }
    if (name !== '') this.#document.outline.addItem(name)
    const content = this.#content
    content.transform(scale, 0, 0, scale, -box.minX * scale, -box.minY * scale)
    if (background !== undefined) {
      content.fillColor(backgroundColor(this.#theme, background))
      content.fillBox(box.minX, box.minY, width, height)
    }
    for (const part of parts) this.#part(part)
    this.#flush()
    if (this.#options.deflate) this.#compress(this.#options.deflate)
  }

  #compress(deflate: (bytes: Uint8Array) => Uint8Array): void {
    const drawing = this.#document.page.content
    drawing.buffer = [deflate(joined(drawing.buffer))]
    drawing.data.Filter = 'FlateDecode'
    drawing.compress = false
  }

  #part({ element, cut }: PicturePart): void {
    const content = this.#content
    content.save()
    if (cut) content.clip(cut.minX, cut.minY, cut.maxX - cut.minX, cut.maxY - cut.minY)
    this.#place(element)
    if (element.opacity !== 1) this.#state(element.opacity)
    for (const op of paint(element, this.#theme, this.#measure)) {
      if (op.kind === 'image') this.#picture(op)
      else this.#op(op, element.opacity)
    }
    content.restore()
  }

  /** Makes the element's origin the origin, turned as it is. */
  #place(element: Element): void {
    if (element.rotation === 0) {
      this.#content.transform(1, 0, 0, 1, element.x, element.y)
      return
    }
    const { x, y } = boxCenter(elementBox(element))
    const cos = Math.cos(element.rotation)
    const sin = Math.sin(element.rotation)
    const fromX = element.x - x
    const fromY = element.y - y
    this.#content.transform(cos, sin, -sin, cos, x + cos * fromX - sin * fromY, y + sin * fromX + cos * fromY)
  }

  #op(op: SimpleOp, opacity: number): void {
    const content = this.#content
    switch (op.kind) {
      case 'fill':
        content.fillColor(op.color)
        content.fill(op.path)
        return
      case 'outline':
        if (op.blend) this.#state(opacity, op.blend)
        content.stroke(op.path, op.color, op.width, op.dash)
        if (op.blend) this.#state(opacity)
        return
      case 'text':
        writeText(op, this.#document, content, this.#fonts, this.#measure)
    }
  }

  #picture(op: ImageOp): void {
    const { width, height, cropX, cropY, cropWidth, cropHeight, flipX, flipY } = op
    const image = this.#image(op.file)
    if (!image) {
      for (const instead of awaitedPicture(op, this.#theme)) this.#op(instead, 1)
      return
    }
    const content = this.#content
    const whole = { width: width / (cropWidth || 1), height: height / (cropHeight || 1) }
    content.save()
    content.clip(0, 0, width, height)
    content.transform(flipX ? -1 : 1, 0, 0, flipY ? -1 : 1, flipX ? width : 0, flipY ? height : 0)
    this.#flush()
    this.#document.image(image, -cropX * whole.width, -cropY * whole.height, whole)
    content.restore()
  }

  /** Undefined for what is not here, and for what is no picture that a PDF can hold. */
  #image(file: string): OpenedImage | undefined {
    if (this.#images.has(file)) return this.#images.get(file)
    const bytes = this.#options.pictures?.(file)
    const isKnown = bytes && (isPng(bytes) || isJpeg(bytes))
    const image = isKnown ? this.#document.openImage(bytes) : undefined
    this.#images.set(file, image)
    return image
  }

  #state(opacity: number, blend?: OutlineOp['blend']): void {
    const key = `${opacity} ${blend ?? ''}`
    let state = this.#states.get(key)
    if (!state) {
      const reference = this.#document.ref({
        Type: 'ExtGState',
        ca: opacity,
        CA: opacity,
        BM: blend ? blendModes[blend] : 'Normal',
      })
      reference.end()
      const name = `S${this.#states.size}`
      state = { name, register: () => (this.#document.page.ext_gstates[name] = reference) }
      this.#states.set(key, state)
    }
    state.register()
    this.#content.state(state.name)
  }

  /** What the library writes by itself comes after what is written so far. */
  #flush(): void {
    this.#document.addContent(this.#content.take())
  }
}

const blendModes = { multiply: 'Multiply', screen: 'Screen' } as const

function isPng(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89 && bytes[1] === 0x50
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8
}
