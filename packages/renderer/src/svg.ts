import type { Element } from '@drawbridge/board'
import { cutBox, elementBounds, elementBox, lineHeight, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxCenter, boxExpand, boxUnion, emptyBox, isEmptyBox } from '@drawbridge/geometry'
import { awaitedPicture } from './awaited-picture.ts'
import { baseline, fontFamilies } from './font.ts'
import type { ImageOp, OutlineOp, SimpleOp, TextOp } from './paint-op.ts'
import { textAnchor } from './paint-op.ts'
import { paint } from './paint.ts'
import { pathData, shortNumber } from './path-data.ts'
import type { TextLine } from './text-layout.ts'
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
}

/** The elements, bottom first, as an SVG document in board units. Needs no DOM. An empty board is a blank of 100 by 100. */
export function renderSvg(elements: readonly Element[], options: SvgOptions = {}): string {
  const { theme = themes.light, padding = 20, background, pictures = () => undefined } = options
  const byId = new Map(elements.map((element) => [element.id, element]))
  const shown = elements.map((element) => placed(element, byId))
  const covered = shown.reduce<Box>((box, element) => boxUnion(box, elementBounds(element)), emptyBox)
  const box = isEmptyBox(covered) ? { minX: 0, minY: 0, maxX: 100, maxY: 100 } : boxExpand(covered, padding)
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
  for (const element of shown) {
    const cut = cutBox(element, byId)
    const drawn = elementSvg(element, theme, pictures)
    lines.push(cut ? `<g clip-path="url(#in-${attribute(element.frame)})">${drawn}</g>` : drawn)
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

type PictureAddress = NonNullable<SvgOptions['pictures']>

function elementSvg(element: Element, theme: Theme, pictures: PictureAddress): string {
  const opacity = element.opacity === 1 ? '' : ` opacity="${shortNumber(element.opacity)}"`
  const place = `translate(${shortNumber(element.x)} ${shortNumber(element.y)})${turn(element)}`
  const content = paint(element, theme, aboutMeasure)
    .map((op) => (op.kind === 'image' ? pictureSvg(op, theme, pictures) : opSvg(op)))
    .join('')
  return `<g transform="${place}"${opacity}>${content}</g>`
}

function turn(element: Element): string {
  if (element.rotation === 0) return ''
  const { x, y } = boxCenter(elementBox(element))
  const degrees = shortNumber((element.rotation * 180) / Math.PI)
  return ` rotate(${degrees} ${shortNumber(x - element.x)} ${shortNumber(y - element.y)})`
}

function blendMode({ blend }: OutlineOp): string {
  return blend ? ` style="mix-blend-mode:${blend}"` : ''
}

const textAnchors = { start: 'start', center: 'middle', end: 'end' } as const

function pictureSvg(op: ImageOp, theme: Theme, pictures: PictureAddress): string {
  const address = pictures(op.file)
  if (address === undefined) return awaitedPicture(op, theme).map(opSvg).join('')
  const { width, height, cropX, cropY, cropWidth, cropHeight, flipX, flipY } = op
  const whole = { width: width / (cropWidth || 1), height: height / (cropHeight || 1) }
  const seen = `${shortNumber(cropX * whole.width)} ${shortNumber(cropY * whole.height)} ${shortNumber(width)} ${shortNumber(height)}`
  const flip =
    flipX || flipY
      ? ` transform="translate(${flipX ? shortNumber(width) : 0} ${flipY ? shortNumber(height) : 0}) scale(${flipX ? -1 : 1} ${flipY ? -1 : 1})"`
      : ''
  const title = op.label === '' ? '' : `<title>${content(op.label)}</title>`
  const image = `<image href="${attribute(address)}" width="${shortNumber(whole.width)}" height="${shortNumber(whole.height)}" preserveAspectRatio="none"/>`
  return `<g${flip}><svg width="${shortNumber(width)}" height="${shortNumber(height)}" viewBox="${seen}" preserveAspectRatio="none">${title}${image}</svg></g>`
}

function opSvg(op: SimpleOp): string {
  const color = attribute(op.color)
  switch (op.kind) {
    case 'fill':
      return `<path d="${pathData(op.path)}" fill="${color}"/>`
    case 'outline':
      return `<path d="${pathData(op.path)}" fill="none" stroke="${color}" stroke-width="${shortNumber(op.width)}" stroke-linecap="round" stroke-linejoin="round"${dashArray(op)}${blendMode(op)}/>`
    case 'text': {
      const lines = op.lines
        .map((line, i) => {
          const y = shortNumber(op.y + (i * lineHeight + baseline) * op.fontSize)
          return `<tspan x="${shortNumber(textAnchor(op, line))}" y="${y}"${turnedAnchor(op, line)}>${direct(line)}</tspan>`
        })
        .join('')
      return `<text xml:space="preserve" font-family="${attribute(fontFamilies[op.font])}" text-anchor="${textAnchors[op.align]}" font-size="${shortNumber(op.fontSize)}" fill="${color}">${lines}</text>`
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
