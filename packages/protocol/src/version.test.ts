import type { Operation } from '@drawbridge/board'
import {
  Board,
  defaults,
  defaultSettings,
  elementType,
  elementTypes,
  Ink,
  propertyKinds,
  rectangle,
  settingKinds,
  stroke,
} from '@drawbridge/board'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { Chains, linkAfter } from './codec/chains.ts'
import { encodeEntry } from './codec/entry.ts'
import { composeGrowth } from './codec/growth.ts'
import { composeBatch } from './codec/live-batch.ts'
import { encodeOperations } from './codec/operations.ts'
import { encodeSnapshot } from './codec/snapshot.ts'
import { errors } from './errors.ts'
import * as schemas from './schemas.ts'
import { protocolVersion } from './version.ts'

const id = 'A'.repeat(22)
const ink = Ink.fromRaw(3, Int32Array.of(0, 0, 128, 0, 17, -9, 140, 8))
const made = stroke({ id, index: 'a0', points: [{ x: 1.5, y: -2 }], color: '#0a0b0c' })

/** One of each, with everything in it that can be. */
const samples: { readonly [T in Operation['type']]: Operation & { readonly type: T } } = {
  create: { type: 'create', element: { ...made, ink, erased: { k: [0, 100, 200, 300] } } },
  update: { type: 'update', id, set: { x: 0.1, fill: 'none', text: 'é' }, expect: { x: 2, opacity: 0.5 } },
  delete: { type: 'delete', id },
  extend: { type: 'extend', id, from: 300, ink },
  erase: { type: 'erase', id, key: 'k', ranges: [0, 100, 200, 300] },
  settings: { type: 'settings', set: { background: 'red', pattern: 'none' }, expect: { pattern: 'dots' } },
}

/** A stroke that begins and grows, as the client's seventh entry and those after it. */
const drawn = (Object.keys(samples) as Operation['type'][])
  .filter((type) => type !== 'settings')
  .map((type) => samples[type])
const entryOf = (operation: Operation, i: number) =>
  encodeEntry({
    client: 'A'.repeat(16),
    n: 7 + i,
    time: 1_700_000_000_000,
    operations: encodeOperations([operation]),
  })
const grown = [1, 2, 3, 30].map((length, i): Operation => {
  const quads = Array.from({ length }, (_, j) => [20 + i * j, -9 + 40 * i, 140 + j, 8 + 17 * (i + j)])
  return {
    type: 'extend',
    id,
    from: [2, 3, 5, 8][i] ?? 0,
    ink: Ink.fromRaw(3, Int32Array.from(quads.flat())),
  }
})

const hex = (operation: Operation) => bytesToHex(encodeOperations([operation]))

/** All that two versions of this code must agree on. */
const wire = {
  protocolVersion,
  schemas: { ...schemas },
  // In wire order, so as lists.
  properties: Object.entries(propertyKinds).map(([name, { encoding, options }]) => [name, encoding, options]),
  defaults,
  settings: Object.entries(settingKinds).map(([name, { encoding, options }]) => [name, encoding, options]),
  elements: elementTypes.map((type) => [type, elementType(type).properties, elementType(type).hasInk]),
  operations: Object.entries(samples).map(([type, sample]) => [type, hex(sample)]),
  rectangle: hex({
    type: 'create',
    element: rectangle({ id, index: 'a0', box: { minX: 0, minY: 0, maxX: 8, maxY: 4 } }),
  }),
  entry: bytesToHex(
    encodeEntry({
      client: 'A'.repeat(16),
      n: 7,
      time: 1_700_000_000_000,
      operations: encodeOperations([samples.delete]),
    }),
  ),
  live: composeBatch(new Chains(), 1000, [samples.create, ...grown, ...drawn].map(entryOf)),
  growth: composeGrowth(
    linkAfter(undefined, { client: 'A'.repeat(16), n: 7, time: 0, operations: [samples.create] }),
    grown.map((operation) => [operation]),
  )?.text,
  snapshot: bytesToHex(
    encodeSnapshot(new Board([samples.create.element], { ...defaultSettings, background: 'red' }), 300),
  ),
  errorCodes: Object.keys(errors).sort(),
}

/** Objects with their keys in order, so that only what they say counts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Of every version that was ever released, and of the one that is being made. */
const hashes: Readonly<Record<number, string>> = {
  1: '0a3f99f03a7d501d284de696e981da730c0320911977dfcceaa75c46997509b9',
}

const whatToDo = `
What crosses the wire has changed. If that was not the intention, take the change back.
If it was, and version ${protocolVersion} has been released: clients that are open now, and logs that were written before,
must still be read. Only append to the lists that are in wire order, then raise protocolVersion, add its line to the history
in version.ts, and add the new hash to this table beside the old ones.
If version ${protocolVersion} has never been released, put the new hash in its place.
`

test('nobody changes the wire by accident', () => {
  expect(bytesToHex(sha256(utf8ToBytes(canonical(wire)))), whatToDo).toBe(hashes[protocolVersion])
})

test('every type of operation has its sample, and each is encoded in its own way', () => {
  expect(new Set(Object.values(samples).map(hex)).size).toBe(6)
})
