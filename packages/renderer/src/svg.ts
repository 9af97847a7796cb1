import type { Element } from '@drawbridge/board'
import { elementBox, lineHeight } from '@drawbridge/board'
import { boxCenter } from '@drawbridge/geometry'
import { awaitedPicture } from './awaited-picture.ts'
import { baseline, fontFamilies } from './font.ts'
import type { ImageOp, OutlineOp, PaintOp, SimpleOp, TextOp } from './paint-op.ts'
import { textAnchor } from './paint-op.ts'
import { paint } from './paint.ts'
import { shortNumber } from './path-data.ts'
import { layOutPicture } from './picture-layout.ts'
import { svgPath } from './svg-path.ts'
import type { MeasureLine, TextLine } from './text-layout.ts'
import { aboutMeasure } from './text-layout.ts'
import type { Theme } from './theme.ts'
import { backgroundColor, themes } from './theme.ts'

export { themes } from './theme.ts'
export type { Theme } from './theme.ts'

export interface SvgOptions {
  /** The light theme if left out. */
  readonly theme?: Theme
  /** Board units around the elements; 20 if left out. */
  readonly padding?: number
  /** A palette name or `#rrggbb`; transparent if left out. */
  readonly background?: string
  /** The picture of a file as a `data:` address; a box stands for one that is left out. */
  readonly pictures?: (file: string) => string | undefined
  /** Tells where words are to be broken; an estimate if left out. */
  readonly measure?: MeasureLine
}

/** The elements, bottom first, as an SVG document in board units. Needs no DOM. An empty board is a blank of 100 by 100. */
export function renderSvg(elements: readonly Element[], options: SvgOptions = {}): string {
  const { theme = themes.light, padding, background, pictures = () => undefined } = options
  const { measure = aboutMeasure } = options
  const { box, parts } = layOutPicture(elements, padding)
  const width = shortNumber(box.maxX - box.minX)
  const height = shortNumber(box.maxY - box.minY)
  const corner = `${shortNumber(box.minX)} ${shortNumber(box.minY)}`
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${corner} ${width} ${height}">`,
  ]
  lines.push(...clipPaths(elements))
  if (background !== undefined) {
    const color = attribute(backgroundColor(theme, background))
    lines.push(
      `<rect x="${shortNumber(box.minX)}" y="${shortNumber(box.minY)}" width="${width}" height="${height}" fill="${color}"/>`,
    )
  }
  for (const { element, cut } of parts) {
    const ops = paint(element, theme, measure)
    const drawn = elementSvg(element, ops, { theme, pictures })
    if (cut) lines.push(`<g clip-path="url(#in-${attribute(element.frame)})"${blendMode(ops)}>${drawn}</g>`)
    else lines.push(drawn)
  }
  lines.push('</svg>', '')
  return lines.join('\n')
}

/** What the frames cut their elements with. */
function clipPaths(elements: readonly Element[]): string[] {
  const used = new Set(elements.map(({ frame }) => frame))
  return elements.flatMap((element) => {
    if (element.type !== 'frame' || !used.has(element.id)) return []
    const { x, y, width, height } = element
    const box = `x="${shortNumber(x)}" y="${shortNumber(y)}" width="${shortNumber(width)}" height="${shortNumber(height)}"`
    return [`<clipPath id="in-${attribute(element.id)}"><rect ${box}/></clipPath>`]
  })
}

interface Drawing {
  readonly theme: Theme
  readonly pictures: NonNullable<SvgOptions['pictures']>
}

function elementSvg(element: Element, ops: readonly PaintOp[], drawing: Drawing): string {
  const place = `translate(${shortNumber(element.x)} ${shortNumber(element.y)})${turn(element)}`
  // As on the board, each piece lets what is below it shine through, also the element's own.
  const opacity = element.opacity === 1 ? '' : ` opacity="${shortNumber(element.opacity)}"`
  const drawn = ops
    .map((op) => (op.kind === 'image' ? pictureSvg(op, opacity, drawing) : opSvg(op, opacity)))
    .join('')
  return `<g transform="${place}"${blendMode(ops)}>${drawn}</g>`
}

function turn(element: Element): string {
  if (element.rotation === 0) return ''
  const { x, y } = boxCenter(elementBox(element))
  const degrees = shortNumber((element.rotation * 180) / Math.PI)
  return ` rotate(${degrees} ${shortNumber(x - element.x)} ${shortNumber(y - element.y)})`
}

/** Said of the outermost group: what is in a group that is cut or see-through would blend with that group alone. */
function blendMode(ops: readonly PaintOp[]): string {
  const blend = ops.find((op) => op.kind === 'outline' && op.blend !== undefined)
  return blend?.kind === 'outline' && blend.blend ? ` style="mix-blend-mode:${blend.blend}"` : ''
}

const textAnchors = { start: 'start', center: 'middle', end: 'end' } as const

function pictureSvg(op: ImageOp, opacity: string, { theme, pictures }: Drawing): string {
  const address = pictures(op.file)
  if (address === undefined)
    return awaitedPicture(op, theme)
      .map((instead) => opSvg(instead, opacity))
      .join('')
  const { width, height, cropX, cropY, cropWidth, cropHeight, flipX, flipY } = op
  const whole = { width: width / (cropWidth || 1), height: height / (cropHeight || 1) }
  const seen = `${shortNumber(cropX * whole.width)} ${shortNumber(cropY * whole.height)} ${shortNumber(width)} ${shortNumber(height)}`
  const flip =
    flipX || flipY
      ? ` transform="translate(${flipX ? shortNumber(width) : 0} ${flipY ? shortNumber(height) : 0}) scale(${flipX ? -1 : 1} ${flipY ? -1 : 1})"`
      : ''
  const title = op.label === '' ? '' : `<title>${content(op.label)}</title>`
  const image = `<image href="${attribute(address)}" width="${shortNumber(whole.width)}" height="${shortNumber(whole.height)}" preserveAspectRatio="none"/>`
  return `<g${flip}${opacity}><svg width="${shortNumber(width)}" height="${shortNumber(height)}" viewBox="${seen}" preserveAspectRatio="none">${title}${image}</svg></g>`
}

function opSvg(op: SimpleOp, opacity: string): string {
  const color = attribute(op.color)
  switch (op.kind) {
    case 'fill':
      return `<path d="${svgPath(op.path)}" fill="${color}"${opacity}/>`
    case 'outline':
      return `<path d="${svgPath(op.path)}" fill="none" stroke="${color}" stroke-width="${shortNumber(op.width)}" stroke-linecap="round" stroke-linejoin="round"${dashArray(op)}${opacity}/>`
    case 'text': {
      const lines = op.lines
        .map((line, i) => {
          const y = shortNumber(op.y + (i * lineHeight + baseline) * op.fontSize)
          return `<tspan x="${shortNumber(textAnchor(op, line))}" y="${y}"${turnedAnchor(op, line)}>${direct(line)}</tspan>`
        })
        .join('')
      return `<text xml:space="preserve" font-family="${attribute(fontFamilies[op.font])}" text-anchor="${textAnchors[op.align]}" font-size="${shortNumber(op.fontSize)}" fill="${color}"${opacity}>${lines}</text>`
    }
  }
}

/** Written from the left, so that all readers of SVG agree on which side a line has its start. */
function turnedAnchor({ align }: TextOp, { rightToLeft }: TextLine): string {
  if (!rightToLeft || align === 'center') return ''
  return ` text-anchor="${align === 'start' ? 'end' : 'start'}"`
}

/** The line between marks that make it read from the right, where it is. */
function direct({ text, rightToLeft }: TextLine): string {
  return rightToLeft ? `\u2067${content(text)}\u2069` : content(text)
}

function dashArray({ dash }: OutlineOp): string {
  return dash ? ` stroke-dasharray="${dash.map(shortNumber).join(' ')}"` : ''
}

/** XML has no way at all to write most control characters, so they are left out. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function content(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, '')
    .replace(/[&<>"]/g, (character) => escapes[character] ?? '')
}

const attribute = content
