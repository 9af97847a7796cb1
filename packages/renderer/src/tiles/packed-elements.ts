import type { Element, StrokeElement } from '@drawbridge/board'
import { Ink, nothingErased } from '@drawbridge/board'

type StrokeLooks = Omit<StrokeElement, 'id' | 'index' | 'x' | 'y' | 'ink'>

/**
 * Elements as they cross to a worker. Strokes in columns, with the looks that many share only once and all ink in one
 * piece of memory: a large board has little else, and to clone each as an object would take several times as long.
 */
export interface PackedElements {
  readonly others: readonly Element[]
  readonly ids: readonly string[]
  readonly indexes: readonly string[]
  /** Which of `looks` a stroke has. */
  readonly lookOf: readonly number[]
  readonly looks: readonly StrokeLooks[]
  /** x, y, grid and count of points, for each stroke. */
  readonly places: Float64Array<ArrayBuffer>
  /** As `Ink.packed` gives it, one after the other. */
  readonly ink: Uint8Array<ArrayBuffer>
}

const placeNumbers = 4

export function packElements(elements: readonly Element[]): PackedElements {
  const others: Element[] = []
  const strokes: StrokeElement[] = []
  for (const element of elements) {
    if (element.type === 'stroke') strokes.push(element)
    else others.push(element)
  }
  const inks = strokes.map(({ ink }) => ink.packed())
  const places = new Float64Array(strokes.length * placeNumbers)
  const ink = new Uint8Array(inks.reduce((sum, { length }) => sum + length, 0))
  const numbers = new Map<string, number>()
  const looks: StrokeLooks[] = []
  let written = 0
  const lookOf = strokes.map((stroke, i) => {
    const bytes = inks[i] as Uint8Array
    const at = i * placeNumbers
    places[at] = stroke.x
    places[at + 1] = stroke.y
    places[at + 2] = stroke.ink.grid
    places[at + 3] = stroke.ink.length
    ink.set(bytes, written)
    written += bytes.length
    const key = looksKey(stroke)
    let number = key === '' ? undefined : numbers.get(key)
    if (number === undefined) {
      number = looks.length
      looks.push(looksOf(stroke))
      if (key !== '') numbers.set(key, number)
    }
    return number
  })
  const [ids, indexes] = [strokes.map(({ id }) => id), strokes.map(({ index }) => index)]
  return { others, ids, indexes, lookOf, looks, places, ink }
}

/** The memory that is handed over rather than copied. */
export function transferOf({ places, ink }: PackedElements): ArrayBuffer[] {
  return [places.buffer, ink.buffer]
}

/** The inverse. */
export function unpackElements(packed: PackedElements): Element[] {
  const { others, ids, indexes, lookOf, looks, places, ink } = packed
  // Whoever reads elements may tell by this value that nothing was erased.
  const known = looks.map((look) =>
    Object.keys(look.erased).length === 0 ? { ...look, erased: nothingErased } : look,
  )
  let read = 0
  const strokes = ids.map((id, i): StrokeElement => {
    const at = i * placeNumbers
    const [x, y] = [places[at] as number, places[at + 1] as number]
    const [grid, length] = [places[at + 2] as number, places[at + 3] as number]
    const unpacked = Ink.fromPacked(grid, length, ink, read)
    if (typeof unpacked === 'string') throw new RangeError(`ink did not cross as it was: ${unpacked}`)
    read = unpacked.end
    const look = known[lookOf[i] as number] as StrokeLooks
    return { ...look, id, index: indexes[i] as string, x, y, ink: unpacked.ink }
  })
  return [...others, ...strokes]
}

function looksOf({ id: _, index: _index, x: _x, y: _y, ink: _ink, ...looks }: StrokeElement): StrokeLooks {
  return looks
}

/** The same for strokes that look the same; nothing for those that look like no other. */
function looksKey(stroke: StrokeElement): string {
  if (stroke.erased !== nothingErased) return ''
  const { color, opacity, groups, frame, page, link, locked, strokeWidth, brush } = stroke
  const { rotation, scaleX, scaleY } = stroke
  // Words come last and apart: what they say must not be taken for the end of another.
  return `${rotation}|${opacity}|${locked}|${strokeWidth}|${brush}|${scaleX}|${scaleY}|${color}|${frame}|${page}|${groups}|${link}`
}
