import type { BoardSettings, PropertyName } from './element.ts'
import { maxGrid } from './ink.ts'
import { isIndex } from './order.ts'

/** How a property travels: as a float, or as text. */
export type PropertyEncoding = 'number' | 'text'

/** What a property holds: how it travels, and which values are good. Stated once for the gate, the codec and `update`. */
export interface PropertyKind {
  readonly encoding: PropertyEncoding
  readonly accepts: (value: unknown) => boolean
  /** For error messages. */
  readonly expected: string
}

/** Beyond this a float64 no longer resolves the finest ink grid. */
export const maxPosition = 2 ** (52 - maxGrid)
export const maxTextLength = 10_000

function number(min: number, max: number): PropertyKind {
  return {
    encoding: 'number',
    accepts: (value) => typeof value === 'number' && value >= min && value <= max,
    expected: `a number from ${min} to ${max}`,
  }
}

const position = number(-maxPosition, maxPosition)
const length = number(0, maxPosition)
const fraction = number(0, 1)
const thickness = number(0.01, 10_000)

/** Palette names; the renderer gives each a light and a dark value. */
export const palette = [
  'ink',
  'paper',
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'violet',
  'pink',
] as const

const color: PropertyKind = {
  encoding: 'text',
  accepts: (value) =>
    typeof value === 'string' &&
    ((palette as readonly string[]).includes(value) || /^#[0-9a-f]{6}$/.test(value)),
  expected: `#rrggbb or one of ${palette.join(', ')}`,
}

const fill: PropertyKind = {
  encoding: 'text',
  accepts: (value) => value === 'none' || color.accepts(value),
  expected: `none, ${color.expected}`,
}

const text: PropertyKind = {
  encoding: 'text',
  accepts: (value) => typeof value === 'string' && value.length <= maxTextLength && value.isWellFormed(),
  expected: `text of at most ${maxTextLength} characters`,
}

const index: PropertyKind = {
  encoding: 'text',
  accepts: isIndex,
  expected: 'a paint order key',
}

function choice(...options: readonly string[]): PropertyKind {
  return {
    encoding: 'text',
    accepts: (value) => typeof value === 'string' && options.includes(value),
    expected: `one of ${options.join(', ')}`,
  }
}

/** What each property holds, whichever elements have it. In wire order: append only, never reorder or remove. */
export const propertyKinds: Readonly<Record<PropertyName, PropertyKind>> = {
  index,
  x: position,
  y: position,
  color,
  opacity: fraction,
  strokeWidth: thickness,
  width: length,
  height: length,
  fill,
  dx: position,
  dy: position,
  text,
  fontSize: thickness,
}

/** In wire order: append only. */
export const settingKinds: Readonly<Record<keyof BoardSettings, PropertyKind>> = {
  background: color,
  pattern: choice('none', 'dots', 'lines'),
}
