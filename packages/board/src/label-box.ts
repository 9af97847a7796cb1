import type { Box, ShapeName, Vector } from '@drawbridge/geometry'
import type { Font, LineElement, NoteElement, ShapeElement } from './element.ts'
import { linePolyline } from './line-path.ts'
import { aboutWidth, lineHeight } from './text-size.ts'

/** Between words and the edge of what they stand on, in board units; less where there is little room. */
const padding = 8

/** The part of a shape's box in which words stay within its outline, in fractions: left, top, right, bottom. */
const insides: Readonly<Record<ShapeName, readonly [number, number, number, number]>> = {
  rectangle: [0, 0, 1, 1],
  ellipse: [0.1465, 0.1465, 0.8535, 0.8535],
  diamond: [0.25, 0.25, 0.75, 0.75],
  triangle: [0.25, 0.5, 0.75, 1],
  star: [0.3, 0.38, 0.7, 0.75],
  hexagon: [0.15, 0.2, 0.85, 0.8],
  cloud: [0.18, 0.2, 0.82, 0.8],
}

function insideOf(element: ShapeElement | NoteElement): readonly [number, number, number, number] {
  if (element.type === 'note') return insides.rectangle
  const [left, top, right, bottom] = insides[element.shape]
  return [
    element.flipX ? 1 - right : left,
    element.flipY ? 1 - bottom : top,
    element.flipX ? 1 - left : right,
    element.flipY ? 1 - top : bottom,
  ]
}

/** Where the words on a shape or a note stand before it is turned, in board units. */
export function labelBox(element: ShapeElement | NoteElement): Box {
  const { x, y, width, height } = element
  const [left, top, right, bottom] = insideOf(element)
  const pad = Math.min(padding, width / 8, height / 8)
  return {
    minX: x + left * width + pad,
    minY: y + top * height + pad,
    maxX: x + right * width - pad,
    maxY: y + bottom * height - pad,
  }
}

/** How high the element must be for words of this height to stay within it, in board units. */
export function heightForLabel(element: ShapeElement | NoteElement, textHeight: number): number {
  const [, top, , bottom] = insideOf(element)
  return (textHeight + 2 * padding) / (bottom - top)
}

/** The point half-way along a line, in board units. */
export function lineMiddle(line: LineElement): Vector {
  const points = linePolyline(line)
  const lengths = points.map((point, i) => {
    const before = points[i - 1] ?? point
    return Math.hypot(point.x - before.x, point.y - before.y)
  })
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [points[i - 1], points[i]]
    if (from && to && length >= left && length > 0) {
      const part = left / length
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
    }
    left -= length
  }
  return points[0] ?? { x: line.x, y: line.y }
}

/** Between the words on a line and the ends of the gap that they stand in, in board units. */
const gapPadding = 4

/** About the box of the words on a line, in board units; undefined where there are none. */
export function lineLabelBox(
  line: LineElement,
  widthOf: (text: string, font: Font, fontSize: number) => number = aboutWidth,
): Box | undefined {
  const { text, font, fontSize } = line
  if (text === '') return undefined
  const lines = text.split('\n')
  const halfWidth = Math.max(...lines.map((words) => widthOf(words, font, fontSize))) / 2 + gapPadding
  const halfHeight = (lines.length * fontSize * lineHeight) / 2
  const { x, y } = lineMiddle(line)
  return { minX: x - halfWidth, minY: y - halfHeight, maxX: x + halfWidth, maxY: y + halfHeight }
}

/** About the box of the words on a shape or a note before it is turned; undefined where there are none. */
export function aboutLabelBox(element: ShapeElement | NoteElement): Box | undefined {
  const { text, font, fontSize, align, verticalAlign } = element
  if (text === '') return undefined
  const inside = labelBox(element)
  const room = Math.max(1, inside.maxX - inside.minX)
  let rows = 0
  let width = 0
  for (const line of text.split('\n')) {
    const wanted = aboutWidth(line, font, fontSize)
    rows += Math.max(1, Math.ceil(wanted / room))
    width = Math.max(width, Math.min(wanted, room))
  }
  const height = rows * fontSize * lineHeight
  const x = inside.minX + (room - width) * { start: 0, center: 0.5, end: 1 }[align]
  const y =
    inside.minY + (inside.maxY - inside.minY - height) * { top: 0, middle: 0.5, bottom: 1 }[verticalAlign]
  return { minX: x, minY: y, maxX: x + width, maxY: y + height }
}
