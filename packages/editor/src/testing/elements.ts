import type { Element } from '@drawbridge/board'
import { elementId, indexBetween, rectangle, stroke, text } from '@drawbridge/board'

const identity = (number: number) => ({
  id: elementId(new Uint8Array(16).fill(number)),
  index: indexBetween(`a${number}`, null, 0),
})

/** A square of 40 units with its top left corner at (x, y). */
export function square(number: number, x: number, y: number, fill = 'none'): Element {
  return rectangle({ ...identity(number), box: { minX: x, minY: y, maxX: x + 40, maxY: y + 40 }, fill })
}

export function strokeThrough(number: number, ...points: readonly (readonly [number, number])[]): Element {
  return stroke({ ...identity(number), points: points.map(([x, y]) => ({ x, y })) })
}

/** A text of 60 by 25 units. */
export function words(number: number, x: number, y: number, content = 'hello'): Element {
  return text({ ...identity(number), at: { x, y }, text: content, width: 60, height: 25 })
}
