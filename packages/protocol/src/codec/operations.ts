import type { ElementId, Operation } from '@drawbridge/board'
import { badOperation, decodeBase64Url, elementIdBytes, encodeBase64Url, target } from '@drawbridge/board'
import type { ByteReader, Decoded } from './bytes.ts'
import { BadBytes, ByteWriter, decodeWhole } from './bytes.ts'
import {
  readChanges,
  readElementBody,
  readRanges,
  readSettings,
  writeChanges,
  writeElementBody,
  writeRanges,
  writeSettings,
} from './element.ts'
import { readInk, writeInk } from './ink.ts'

/** In wire order: append only. */
const operationTypes = ['create', 'update', 'delete', 'extend', 'erase', 'settings'] as const

export function writeId(writer: ByteWriter, id: ElementId): void {
  const bytes = decodeBase64Url(id)
  if (bytes?.length !== elementIdBytes) throw new TypeError(`${id} is no element id`)
  writer.bytes(bytes)
}

export function readId(reader: ByteReader): ElementId {
  return encodeBase64Url(reader.bytes(elementIdBytes))
}

/** The operations of one entry. Each id stands once; operations point to it by its place. */
export function encodeOperations(operations: readonly Operation[]): Uint8Array {
  const writer = new ByteWriter()
  const places = new Map<ElementId, number>()
  for (const operation of operations) {
    const id = target(operation)
    if (id !== null && !places.has(id)) places.set(id, places.size)
  }
  writer.varint(places.size)
  for (const id of places.keys()) writeId(writer, id)
  writer.varint(operations.length)
  for (const operation of operations) {
    writer.byte(operationTypes.indexOf(operation.type))
    const id = target(operation)
    if (id !== null) writer.varint(places.get(id) ?? 0)
    switch (operation.type) {
      case 'create':
        writeElementBody(writer, operation.element)
        break
      case 'update':
        writeChanges(writer, operation.set)
        writeChanges(writer, operation.expect ?? {})
        break
      case 'delete':
        break
      case 'extend':
        writer.varint(operation.from)
        writeInk(writer, operation.ink)
        break
      case 'erase':
        writer.text(operation.key)
        writeRanges(writer, operation.ranges)
        break
      case 'settings':
        writeSettings(writer, operation.set)
        writeSettings(writer, operation.expect ?? {})
    }
  }
  return writer.finish()
}

function withExpect<T extends object>(expect: T): { expect?: T } {
  return Object.keys(expect).length > 0 ? { expect } : {}
}

export function readOperations(reader: ByteReader): Operation[] {
  const ids: ElementId[] = []
  const idCount = reader.count(elementIdBytes)
  for (let i = 0; i < idCount; i++) ids.push(readId(reader))
  const readTarget = () => {
    const id = ids[reader.varint()]
    if (id === undefined) throw new BadBytes('an id is missing')
    return id
  }
  const operations: Operation[] = []
  const count = reader.count()
  for (let i = 0; i < count; i++) {
    const type = operationTypes[reader.byte()]
    switch (type) {
      case 'create':
        operations.push({ type, element: readElementBody(reader, readTarget()) })
        break
      case 'update':
        operations.push({
          type,
          id: readTarget(),
          set: readChanges(reader),
          ...withExpect(readChanges(reader)),
        })
        break
      case 'delete':
        operations.push({ type, id: readTarget() })
        break
      case 'extend':
        operations.push({ type, id: readTarget(), from: reader.varint(), ink: readInk(reader) })
        break
      case 'erase':
        operations.push({ type, id: readTarget(), key: reader.text(), ranges: readRanges(reader) })
        break
      case 'settings':
        operations.push({ type, set: readSettings(reader), ...withExpect(readSettings(reader)) })
        break
      default:
        throw new BadBytes('an operation has an unknown type')
    }
  }
  return operations
}

/** Operations that are well-formed and hold only allowed values: what the gate lets into a log. */
export function decodeOperations(bytes: Uint8Array): Decoded<readonly Operation[]> {
  return decodeWhole(bytes, (reader) => {
    const operations = readOperations(reader)
    for (const operation of operations) {
      const reason = badOperation(operation)
      if (reason !== undefined) throw new BadBytes(`${operation.type}: ${reason}`)
    }
    return operations
  })
}
