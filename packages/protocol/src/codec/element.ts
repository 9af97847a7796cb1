import type { Element, Erased, PropertyKind, PropertyName, PropertyValue } from '@drawbridge/board'
import {
  defaults,
  elementType,
  elementTypes,
  nothingErased,
  propertyKinds,
  settingKinds,
} from '@drawbridge/board'
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
  switch (kind.encoding) {
    case 'number':
      writeNumber(writer, value as number)
      return
    case 'text':
      writer.text(value as string)
      return
    case 'choice': {
      const at = kind.options?.indexOf(value as string) ?? -1
      if (at < 0) throw new TypeError(`${String(value)} is not ${kind.expected}`)
      writer.varint(at)
      return
    }
    case 'flag':
      writer.byte(value === true ? 1 : 0)
  }
}

function readValue(reader: ByteReader, kind: PropertyKind): PropertyValue {
  switch (kind.encoding) {
    case 'number':
      return readNumber(reader)
    case 'text':
      return reader.text()
    case 'choice': {
      const option = kind.options?.[reader.varint()]
      if (option === undefined) throw new BadBytes('a choice is unknown')
      return option
    }
    case 'flag': {
      const value = reader.byte()
      if (value > 1) throw new BadBytes('a flag is neither yes nor no')
      return value === 1
    }
  }
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

/** What is worked out once for a type: properties in wire order with their bits, and an element that is all defaults. */
interface TypeCodec {
  readonly properties: readonly {
    readonly name: PropertyName
    readonly bit: number
    readonly kind: PropertyKind
  }[]
  readonly plain: Readonly<Record<string, unknown>>
}

const codecs: readonly TypeCodec[] = elementTypes.map((type) => {
  const { properties } = elementType(type)
  return {
    properties: properties.map((name, i) => ({ name, bit: 2 ** i, kind: propertyKinds[name] })),
    plain: { id: '', type, ...Object.fromEntries(properties.map((name) => [name, defaults[name]])) },
  }
})

/**
 * The element without its id: its type, which of its properties differ from the defaults (one bit for each, in the
 * type's own order), those properties, and ink with what is erased of it.
 */
export function writeElementBody(writer: ByteWriter, element: Element): void {
  const type = elementTypes.indexOf(element.type)
  const { properties } = codecs[type] as TypeCodec
  const values = element as unknown as Record<PropertyName, unknown>
  // By arithmetic: there can be more properties than bits that the bitwise operators work on.
  let mask = 0
  for (const { name, bit } of properties) if (!Object.is(values[name], defaults[name])) mask += bit
  writer.varint(type)
  writer.varint(mask)
  for (const { name, kind } of properties)
    if (!Object.is(values[name], defaults[name])) writeValue(writer, kind, values[name])
  if (element.type === 'stroke') {
    writeInk(writer, element.ink)
    writeErased(writer, element.erased)
  }
}

export function readElementBody(reader: ByteReader, id: string): Element {
  const codec = codecs[reader.varint()]
  if (!codec) throw new BadBytes('an element has an unknown type')
  let mask = reader.varint()
  // A copy of a whole element: engines keep such objects small and fast, which they do not do with ones that grow.
  const element: Record<string, unknown> = { ...codec.plain, id }
  for (const { name, kind } of codec.properties) {
    if (mask === 0) break
    if (mask % 2 === 1) {
      const value = readValue(reader, kind)
      // One encoding per value: bytes that re-encode differently could not be compared.
      if (Object.is(value, defaults[name])) throw new BadBytes('a default is written out')
      element[name] = value
    }
    mask = Math.floor(mask / 2)
  }
  if (mask !== 0) throw new BadBytes('an element has a property that its type has not')
  if (element['type'] === 'stroke') {
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
    if (Object.hasOwn(values, name)) throw new BadBytes('a property is set twice')
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
