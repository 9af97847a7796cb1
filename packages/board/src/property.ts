import { shapeNames } from '@drawbridge/geometry'
import type { BoardSettings, Properties, PropertyName } from './element.ts'
import { isElementId } from './id.ts'
import { maxGrid } from './ink.ts'
import { isIndex } from './order.ts'

/** How a property travels: as a float, as text, as one of its options, or as yes or no. */
export type PropertyEncoding = 'number' | 'text' | 'choice' | 'flag'

/** What a property holds: how it travels, and which values are good. Stated once for the gate, the codec and `update`. */
export interface PropertyKind {
  readonly encoding: PropertyEncoding
  /** Of a choice, in wire order: append only. */
  readonly options?: readonly string[]
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
const factor = number(-10_000, 10_000)
const angle = number(-1000, 1000)

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
    encoding: 'choice',
    options,
    accepts: (value) => typeof value === 'string' && options.includes(value),
    expected: `one of ${options.join(', ')}`,
  }
}

const flag: PropertyKind = {
  encoding: 'flag',
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
}

const reference: PropertyKind = {
  encoding: 'text',
  accepts: (value) => value === '' || isElementId(value),
  expected: 'an element id, or nothing',
}

export const maxGroups = 16

const groups: PropertyKind = {
  encoding: 'text',
  accepts: (value) =>
    value === '' ||
    (typeof value === 'string' &&
      value.split('/').length <= maxGroups &&
      value.split('/').every(isElementId)),
  expected: `at most ${maxGroups} group ids joined by /`,
}

export const maxLinkLength = 2048

/** Schemes that only ever lead somewhere: `javascript:` and its like would run in whoever clicks. */
const link: PropertyKind = {
  encoding: 'text',
  accepts: (value) =>
    value === '' ||
    (typeof value === 'string' &&
      value.length <= maxLinkLength &&
      value.isWellFormed() &&
      /^(https?:\/\/|mailto:|#)[^\s]+$/.test(value)),
  expected: `a link that begins with https://, http://, mailto: or #, of at most ${maxLinkLength} characters`,
}

const file: PropertyKind = {
  encoding: 'text',
  accepts: (value) => typeof value === 'string' && /^[\w-]{43}$/.test(value),
  expected: 'a SHA-256 as 43 characters of base64url',
}

const head = choice('none', 'arrow', 'triangle', 'dot', 'diamond', 'bar')

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
  rotation: angle,
  groups,
  frame: reference,
  page: reference,
  link,
  locked: flag,
  brush: choice('pen', 'highlighter'),
  scaleX: factor,
  scaleY: factor,
  shape: choice(...shapeNames),
  radius: length,
  dash: choice('solid', 'dashed', 'dotted'),
  fillStyle: choice('solid', 'hachure', 'cross-hatch'),
  roughness: number(0, 3),
  flipX: flag,
  flipY: flag,
  font: choice('sans', 'serif', 'mono', 'hand'),
  align: choice('start', 'center', 'end'),
  verticalAlign: choice('top', 'middle', 'bottom'),
  route: choice('straight', 'curved', 'elbow'),
  bend: position,
  startHead: head,
  endHead: head,
  startElement: reference,
  startX: fraction,
  startY: fraction,
  endElement: reference,
  endX: fraction,
  endY: fraction,
  wraps: flag,
  file,
  cropX: fraction,
  cropY: fraction,
  cropWidth: fraction,
  cropHeight: fraction,
}

/**
 * What a property is unless told otherwise, whichever element has it. Elements travel without the properties that are
 * as they are here, so this is part of the wire: never change one.
 */
export const defaults: Properties = {
  index: 'a0',
  x: 0,
  y: 0,
  color: 'ink',
  opacity: 1,
  strokeWidth: 2,
  width: 0,
  height: 0,
  fill: 'none',
  dx: 0,
  dy: 0,
  text: '',
  fontSize: 20,
  rotation: 0,
  groups: '',
  frame: '',
  page: '',
  link: '',
  locked: false,
  brush: 'pen',
  scaleX: 1,
  scaleY: 1,
  shape: 'rectangle',
  radius: 0,
  dash: 'solid',
  fillStyle: 'solid',
  roughness: 0,
  flipX: false,
  flipY: false,
  font: 'sans',
  align: 'center',
  verticalAlign: 'middle',
  route: 'straight',
  bend: 0,
  startHead: 'none',
  endHead: 'none',
  startElement: '',
  startX: 0.5,
  startY: 0.5,
  endElement: '',
  endX: 0.5,
  endY: 0.5,
  wraps: false,
  file: '',
  cropX: 0,
  cropY: 0,
  cropWidth: 1,
  cropHeight: 1,
}

/** In wire order: append only. */
export const settingKinds: Readonly<Record<keyof BoardSettings, PropertyKind>> = {
  background: color,
  pattern: choice('none', 'dots', 'lines'),
  firstPageName: text,
  firstPageIndex: index,
}
