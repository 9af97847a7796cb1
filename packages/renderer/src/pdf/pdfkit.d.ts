/** The parts of the PDF libraries that are used: their published types bring all of Node with them. */
declare module 'fontkit' {
  export interface Font {
    readonly unitsPerEm: number
    hasGlyphForCodePoint(codePoint: number): boolean
    layout(text: string, features?: readonly string[]): { readonly advanceWidth: number }
  }
  /** Throws on what is no font. */
  export function create(bytes: Uint8Array): Font
}

declare module 'pdfkit' {
  import type { Font } from 'fontkit'

  export interface Reference {
    readonly data: Record<string, unknown>
    end(): void
  }

  /** What has bytes besides its data. */
  export interface Stream extends Reference {
    buffer: readonly Uint8Array[]
    /** Whether it will be compressed when it ends. */
    compress: boolean
  }

  export interface Page {
    readonly content: Stream
    readonly height: number
    readonly dictionary: Reference
    readonly ext_gstates: Record<string, Reference>
  }

  export interface OpenedImage {
    readonly width: number
    readonly height: number
  }

  export interface TextOptions {
    readonly lineBreak: false
    readonly baseline: 'alphabetic'
    /** Given, even if empty, the text is laid out as a whole and not word by word. */
    readonly features: readonly string[]
  }

  export default class PDFDocument {
    constructor(options: {
      readonly autoFirstPage: false
      readonly font: null
      readonly pdfVersion: '1.7'
      readonly lang?: string
      readonly displayTitle?: boolean
      readonly info?: Readonly<Record<string, string>>
    })
    readonly page: Page
    readonly outline: { addItem(title: string): unknown }
    addPage(options: { readonly size: readonly [number, number]; readonly margin: 0 }): this
    ref(data: Readonly<Record<string, unknown>>): Reference
    /** Bytes, or text to be followed by a line end. */
    addContent(content: Uint8Array | string): this
    font(font: Font, size: number): this
    text(text: string, x: number, y: number, options: TextOptions): this
    /** Throws on what is neither PNG nor JPEG. */
    openImage(bytes: Uint8Array): OpenedImage
    image(
      image: OpenedImage,
      x: number,
      y: number,
      size: { readonly width: number; readonly height: number },
    ): this
    link(x: number, y: number, width: number, height: number, address: string): this
    on(event: 'data', listener: (bytes: Uint8Array) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: unknown) => void): this
    end(): void
  }
}
