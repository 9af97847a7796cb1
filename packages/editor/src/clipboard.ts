import type { BoardView, CreateOperation, Element, PropertyName } from '@drawbridge/board'
import {
  badOperation,
  createElement,
  defaults,
  elementType,
  elementTypes,
  Ink,
  maxInkPoints,
  nothingErased,
} from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { boxCenter, isEmptyBox } from '@drawbridge/geometry'
import { outlineBox } from './arrange.ts'
import type { CopyOptions } from './copies.ts'
import { copiesOf, detached } from './copies.ts'

/** How copied elements are named where programs tell what they put on the clipboard. */
export const clipboardType = 'application/x-drawbridge+json'

/** More than this is not pasted at once: it would be a board rather than a part of one. */
const mostElements = 20_000
const version = 1

interface PlainInk {
  readonly grid: number
  /** Quads as `Ink.fromRaw` takes them. */
  readonly points: readonly number[]
}

/** The elements as text, for this program only. Lines to what is not among them are as they are seen. */
export function clipboardText(elements: readonly Element[], board: Pick<BoardView, 'get'>): string {
  const ids = new Set(elements.map(({ id }) => id))
  const plain = elements.map((element) => {
    if (element.type === 'line') return detached(element, board, (id) => ids.has(id))
    if (element.type !== 'stroke') return element
    const { grid } = element.ink
    return { ...element, ink: { grid, points: [...element.ink.raw()] } satisfies PlainInk }
  })
  return JSON.stringify({ drawbridge: 'elements', version, elements: plain })
}

/** What was copied; undefined for a text that is no such thing. What no board would take is left out: anybody can copy anything. */
export function elementsOfClipboard(text: string): Element[] | undefined {
  const parsed = parse(text)
  if (!isRecord(parsed) || parsed['drawbridge'] !== 'elements' || !Array.isArray(parsed['elements']))
    return undefined
  const found = new Map<string, Element>()
  for (const plain of parsed['elements'].slice(0, mostElements) as unknown[]) {
    const element = elementOf(plain)
    if (element && badOperation(createElement(element)) === undefined) found.set(element.id, element)
  }
  return [...found.values()]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Most of what people paste is no JSON.
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** With properties that the type has, and no others. Values are not checked yet. */
function elementOf(plain: unknown): Element | undefined {
  if (!isRecord(plain)) return undefined
  const type = elementTypes.find((name) => name === plain['type'])
  // Pages are made, not pasted.
  if (type === undefined || type === 'page') return undefined
  const element: Record<string, unknown> = { id: plain['id'], type }
  for (const name of elementType(type).properties as readonly PropertyName[])
    element[name] = Object.hasOwn(plain, name) ? plain[name] : defaults[name]
  if (type !== 'stroke') return element as unknown as Element
  const ink = inkOf(plain['ink'])
  return ink && ({ ...element, ink, erased: erasedOf(plain['erased']) } as unknown as Element)
}

function inkOf(plain: unknown): Ink | undefined {
  if (!isRecord(plain) || typeof plain['grid'] !== 'number') return undefined
  const { points } = plain
  if (!Array.isArray(points) || points.length > 4 * maxInkPoints || !points.every(Number.isSafeInteger))
    return undefined
  return Ink.fromRaw(plain['grid'], Int32Array.from(points as number[]))
}

function erasedOf(plain: unknown): Readonly<Record<string, readonly number[]>> {
  if (!isRecord(plain)) return nothingErased
  const ranges = Object.entries(plain).filter(([, value]) => Array.isArray(value))
  return Object.fromEntries(ranges) as Readonly<Record<string, readonly number[]>>
}

/**
 * What puts copies on a board; those that would not fit there are left out.
 * @param at where their middle goes; where they were if left out
 */
export function pasted(
  elements: readonly Element[],
  at: Vector | undefined,
  target: Pick<CopyOptions, 'below' | 'page' | 'randomBytes'>,
): CreateOperation[] {
  const from = new Map(elements.map((element) => [element.id, element]))
  const box = outlineBox(elements, from)
  const middle = isEmptyBox(box) ? { x: 0, y: 0 } : boxCenter(box)
  const offset = at ? { x: Math.round(at.x - middle.x), y: Math.round(at.y - middle.y) } : { x: 0, y: 0 }
  return copiesOf(elements, { ...target, from, offset, staysInFrames: false })
    .map(createElement)
    .filter((operation) => badOperation(operation) === undefined)
}

/** The words on elements, one element after the other, for programs that know nothing but text. */
export function wordsOf(elements: readonly Element[]): string {
  return elements
    .flatMap((element) => ('text' in element && element.text !== '' ? [element.text] : []))
    .join('\n')
}
