import type { Element, Erased, PropertyKind, PropertyName, PropertyValue } from '@drawbridge/board'
import { elementType, elementTypes, nothingErased, propertyKinds, settingKinds } from '@drawbridge/board'
import type { BoardSettings } from '@drawbridge/board'
import type { ByteReader, ByteWriter } from './bytes.ts'
import { BadBytes } from './bytes.ts'
import { readInk, writeInk } from './ink.ts'

const propertyNames = Object.keys(propertyKinds) as PropertyName[]
const settingNames = Object.keys(settingKinds) as (keyof BoardSettings)[]

/** Most numbers on a board are multiples of 1/1024 (whole pixels at some zoom): those need no eight bytes. */
const fine = 1024
const asFloat = 0
const asFine = 1

export function writeNumber(writer: ByteWriter, value: number): void {
  const scaled = value * fine
  if (Number.isInteger(scaled) && Math.abs(scaled) < 2 ** 48 && !Object.is(value, -0)) {
    writer.byte(asFine)
    writer.zigzag(scaled)
  } else {
    writer.byte(asFloat)
    writer.float64(value)
  }
}

export function readNumber(reader: ByteReader): number {
  const form = reader.byte()
  if (form === asFine) return reader.zigzag() / fine
  if (form === asFloat) return reader.float64()
  throw new BadBytes('a number has an unknown form')
}

function writeValue(writer: ByteWriter, kind: PropertyKind, value: unknown): void {
  if (kind.encoding === 'number') writeNumber(writer, value as number)
  else writer.text(value as string)
}

function readValue(reader: ByteReader, kind: PropertyKind): PropertyValue {
  return kind.encoding === 'number' ? readNumber(reader) : reader.text()
}

function writeErased(writer: ByteWriter, erased: Erased): void {
  // Sorted here again: an object lists keys that look like whole numbers first, by value (9 before 10).
  const entries = Object.entries(erased).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  writer.varint(entries.length)
  for (const [key, ranges] of entries) {
    writer.text(key)
    writeRanges(writer, ranges)
  }
}

function readErased(reader: ByteReader): Erased {
  const count = reader.count(2)
  if (count === 0) return nothingErased
  const entries: [string, readonly number[]][] = []
  for (let i = 0; i < count; i++) {
    const key = reader.text()
    const previous = entries.at(-1)
    if (previous && previous[0] >= key) throw new BadBytes('erasings are not in order')
    entries.push([key, readRanges(reader)])
  }
  return Object.fromEntries(entries)
}

export function writeRanges(writer: ByteWriter, ranges: readonly number[]): void {
  writer.varint(ranges.length)
  for (const value of ranges) writer.varint(value)
}

export function readRanges(reader: ByteReader): readonly number[] {
  return Array.from({ length: reader.count() }, () => reader.varint())
}

/** The element without its id. */
export function writeElementBody(writer: ByteWriter, element: Element): void {
  const { properties } = elementType(element.type)
  writer.varint(elementTypes.indexOf(element.type))
  const values = element as unknown as Record<PropertyName, unknown>
  for (const name of properties) writeValue(writer, propertyKinds[name], values[name])
  if (element.type === 'stroke') {
    writeInk(writer, element.ink)
    writeErased(writer, element.erased)
  }
}

export function readElementBody(reader: ByteReader, id: string): Element {
  const type = elementTypes[reader.varint()]
  if (!type) throw new BadBytes('an element has an unknown type')
  const { properties, hasInk } = elementType(type)
  const element: Record<string, unknown> = { id, type }
  for (const name of properties) element[name] = readValue(reader, propertyKinds[name])
  if (hasInk) {
    element['ink'] = readInk(reader)
    element['erased'] = readErased(reader)
  }
  return element as unknown as Element
}

function writeNamed(
  writer: ByteWriter,
  values: object,
  names: readonly string[],
  kinds: Readonly<Record<string, PropertyKind>>,
): void {
  const entries = Object.entries(values)
  writer.varint(entries.length)
  for (const [name, value] of entries) {
    const kind = kinds[name]
    if (!kind) throw new TypeError(`there is no property ${name}`)
    writer.varint(names.indexOf(name))
    writeValue(writer, kind, value)
  }
}

function readNamed(
  reader: ByteReader,
  names: readonly string[],
  kinds: Readonly<Record<string, PropertyKind>>,
): Record<string, PropertyValue> {
  const values: Record<string, PropertyValue> = {}
  const count = reader.count(2)
  for (let i = 0; i < count; i++) {
    const name = names[reader.varint()]
    const kind = name === undefined ? undefined : kinds[name]
    if (name === undefined || !kind) throw new BadBytes('a property is unknown')
    values[name] = readValue(reader, kind)
  }
  return values
}

export function writeChanges(writer: ByteWriter, changes: object): void {
  writeNamed(writer, changes, propertyNames, propertyKinds)
}

export function readChanges(reader: ByteReader): Record<string, PropertyValue> {
  return readNamed(reader, propertyNames, propertyKinds)
}

export function writeSettings(writer: ByteWriter, settings: Partial<BoardSettings>): void {
  writeNamed(writer, settings, settingNames, settingKinds)
}

export function readSettings(reader: ByteReader): Partial<BoardSettings> {
  return readNamed(reader, settingNames, settingKinds)
}
