import type { Element, InkPoint, StrokeElement } from '@drawbridge/board'
import {
  elementId,
  ellipse,
  extendStroke,
  applyToElement,
  inkFrom,
  indexBetween,
  line,
  rectangle,
  stroke,
  text,
} from '@drawbridge/board'

const identity = (number: number) => ({
  id: elementId(new Uint8Array(16).fill(number)),
  index: indexBetween(`a${number}`, null, 0),
})

export function strokeOf(number: number, ...points: readonly InkPoint[]): StrokeElement {
  return stroke({ ...identity(number), strokeWidth: 4, points })
}

/** A square of 40 units with its top left corner at (x, y). */
export function square(number: number, x: number, y: number): Element {
  return rectangle({ ...identity(number), box: { minX: x, minY: y, maxX: x + 40, maxY: y + 40 } })
}

export function longer(before: StrokeElement, x: number, y: number): StrokeElement {
  const { ink, id } = before
  const operation = extendStroke(id, ink.length, inkFrom([{ x, y }], before, ink.grid))
  return applyToElement(before, operation) as StrokeElement
}

/** One of each type, side by side. */
export const oneOfEach: readonly Element[] = [
  strokeOf(1, { x: 10, y: 10 }),
  rectangle({ ...identity(2), box: { minX: 30, minY: 0, maxX: 70, maxY: 20 }, fill: 'yellow', color: 'red' }),
  ellipse({ ...identity(3), box: { minX: 80, minY: 0, maxX: 120, maxY: 20 }, opacity: 0.5 }),
  line({ ...identity(4), from: { x: 130, y: 0 }, to: { x: 150, y: 20 }, color: '#123456' }),
  text({ ...identity(5), at: { x: 160, y: 0 }, text: 'one\n  <two> & "three"', width: 100, height: 50 }),
]
