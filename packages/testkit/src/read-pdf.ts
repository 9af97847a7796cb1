import { inflateSync } from 'node:zlib'

export interface ReadPdfPage {
  /** Points. */
  readonly width: number
  readonly height: number
  /** What is drawn, as operators. */
  readonly content: string
  /** The words on it in the order in which they are drawn, a line for each piece. */
  readonly text: string
}

interface PdfObject {
  readonly dictionary: string
  readonly stream: string
}

/**
 * What a reader would find in a PDF as this project writes it: it goes by the cross-reference table, so that a wrong one
 * is found out. Throws on what is no PDF.
 */
export function readPdf(bytes: Uint8Array): readonly ReadPdfPage[] {
  const file = Buffer.from(bytes)
  const objects = readObjects(file)
  const object = (number: string | undefined): PdfObject => {
    const found = objects.get(Number(number))
    if (!found) throw new Error(`this PDF has no object ${number}`)
    return found
  }
  const part = ({ dictionary }: PdfObject, name: string) =>
    object(new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1])

  const trailer = { dictionary: file.toString('latin1', file.lastIndexOf('trailer')), stream: '' }
  const pages = part(part(trailer, 'Root'), 'Pages').dictionary
  const kids = /\/Kids \[([^\]]*)\]/.exec(pages)?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, number]) => {
    const page = object(number)
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page.dictionary) ?? []
    const resources = part(page, 'Resources').dictionary
    const fonts = /\/Font <<([^>]*)>>/.exec(resources)?.[1] ?? ''
    const letters = new Map(
      [...fonts.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name = '', font]) => [
        name,
        lettersOf(part(object(font), 'ToUnicode').stream),
      ]),
    )
    const content = part(page, 'Contents').stream
    return { width: Number(width), height: Number(height), content, text: textOf(content, letters) }
  })
}

function readObjects(file: Buffer): Map<number, PdfObject> {
  if (file.toString('latin1', 0, 5) !== '%PDF-') throw new Error('this is no PDF')
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(file.toString('latin1', file.length - 64))?.[1])
  const table = /^xref\n0 \d+\n([\d nf\n]+)/.exec(file.toString('latin1', start))?.[1]
  if (table === undefined) throw new Error('this PDF has no cross-reference table where it says')
  const objects = new Map<number, PdfObject>()
  table
    .trimEnd()
    .split('\n')
    .forEach((line, number) => {
      if (line.includes('f')) return
      const offset = Number(line.slice(0, 10))
      const head = file.toString('latin1', offset, file.indexOf('endobj', offset))
      if (!head.startsWith(`${number} 0 obj`)) throw new Error(`object ${number} is not where the PDF says`)
      const [dictionary = ''] = head.split('\nstream\n')
      const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0)
      const at = offset + dictionary.length + '\nstream\n'.length
      const stream = file.subarray(at, at + length)
      const isText = dictionary.includes('/FlateDecode') && !dictionary.includes('/Image')
      objects.set(number, { dictionary, stream: isText ? inflateSync(stream).toString('latin1') : '' })
    })
  return objects
}

/** Which letters the codes of a font stand for. */
function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>()
  for (const [, first = '', listed = ''] of map.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
    const words = [...listed.matchAll(/<([\w ]*)>/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16(),
    )
    words.forEach((word, i) => letters.set(parseInt(first, 16) + i, word.toString('utf16le')))
  }
  return letters
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  const lines: string[] = []
  for (const [, piece = ''] of content.matchAll(/\nBT\n([^]*?)\nET\n/g)) {
    const letters = fonts.get(/\/(\S+) [\d.]+ Tf/.exec(piece)?.[1] ?? '')
    const codes = [...piece.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex).join('')
    lines.push(codes.replace(/.{4}/g, (code) => letters?.get(parseInt(code, 16)) ?? '\ufffd'))
  }
  return lines.join('\n')
}
