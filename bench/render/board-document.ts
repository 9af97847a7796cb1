import { readFile } from 'node:fs/promises'
import type { BoardSettings, Element, InkPoint } from '@drawbridge/board'
import {
  badOperation,
  Board,
  changeSettings,
  createElement,
  defaults,
  defaultSettings,
  elementType,
  elementTypes,
  gridForZoom,
  Ink,
  maxGrid,
  minGrid,
  nothingErased,
} from '@drawbridge/board'

/** Reads a board that was saved as `GET /api/boards/:id/document` answers it. Throws with what is wrong with the file. */
export async function readBoardFile(path: string): Promise<Board> {
  try {
    return boardOfDocument(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new Error(`${path} is no board: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** The board that a document describes; throws on what no board can hold. */
export function boardOfDocument(document: unknown): Board {
  if (!isRecord(document) || !Array.isArray(document['elements']))
    throw new Error('a document has a list of elements')
  const elements = document['elements'].map(elementOf)
  return new Board(elements, settingsOf(document['settings'] ?? {}))
}

type Plain = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function settingsOf(plain: unknown): BoardSettings {
  if (!isRecord(plain)) throw new Error('settings have names')
  const names = Object.keys(defaultSettings).filter((name) => Object.hasOwn(plain, name))
  const settings = Object.fromEntries(names.map((name) => [name, plain[name]])) as Partial<BoardSettings>
  const reason = badOperation(changeSettings(settings))
  if (reason !== undefined) throw new Error(reason)
  return { ...defaultSettings, ...settings }
}

function elementOf(plain: unknown, at: number): Element {
  try {
    const element = madeOf(plain)
    const reason = badOperation(createElement(element))
    if (reason !== undefined) throw new Error(reason)
    return element
  } catch (error) {
    throw new Error(`element ${at}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** With the properties that its type has. Only ink is checked. */
function madeOf(plain: unknown): Element {
  const type = isRecord(plain) ? elementTypes.find((name) => name === plain['type']) : undefined
  if (!isRecord(plain) || type === undefined) throw new Error('there is no such type of element')
  const properties = elementType(type).properties.map((name) => [
    name,
    Object.hasOwn(plain, name) ? plain[name] : defaults[name],
  ])
  const element = { id: plain['id'], type, ...Object.fromEntries(properties) } as unknown as Element
  if (element.type !== 'stroke') return element
  return { ...element, ink: inkOf(plain['points']), erased: erasedOf(plain['erased'] ?? nothingErased) }
}

function erasedOf(plain: unknown): Readonly<Record<string, readonly number[]>> {
  if (!isRecord(plain) || !Object.values(plain).every(Array.isArray))
    throw new Error('what was erased is a list of ranges for each erasing')
  return plain as Readonly<Record<string, readonly number[]>>
}

function inkOf(points: unknown): Ink {
  if (!Array.isArray(points)) throw new Error('a stroke has a list of points')
  const samples = points.map(sampleOf)
  return Ink.from(samples, gridOf(samples))
}

function sampleOf(point: unknown): InkPoint {
  if (!Array.isArray(point) || point.length < 2 || !point.every((value) => typeof value === 'number'))
    throw new Error('a point is a list of x, y, pressure and time')
  const [x = NaN, y = NaN, pressure = 0.5, time = 0] = point as number[]
  return { x, y, pressure, time }
}

/** The coarsest grid on which the points lie as they are: a document does not tell on which they were drawn. */
function gridOf(points: readonly InkPoint[]): number {
  for (let grid = minGrid; grid <= maxGrid; grid++) {
    const scale = 2 ** grid
    if (points.every(({ x, y }) => Number.isInteger(x * scale) && Number.isInteger(y * scale))) return grid
  }
  return gridForZoom(1)
}
