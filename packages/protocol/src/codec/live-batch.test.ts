import type { Entry, Operation } from '@drawbridge/board'
import { createElement, elementId, encodeBase64Url, extendStroke, Ink, stroke } from '@drawbridge/board'
import { anyEntries } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Chains, linkAfter } from './chains.ts'
import { encodeEntry, markOfBytes } from './entry.ts'
import {
  batchBase,
  batchTime,
  composeBatch,
  composeGroup,
  parseBatch,
  placeGroup,
  resolveGroup,
} from './live-batch.ts'
import { encodeOperations } from './operations.ts'

const clientOf = (number: number) => encodeBase64Url(new Uint8Array(12).fill(number))
const bytesOf = (entry: Omit<Entry, 'seq'>) =>
  encodeEntry({ ...entry, operations: encodeOperations(entry.operations) })

/** Someone who applies a log in its order, and knows only what came. */
class Reader {
  readonly chains = new Chains()
  readonly entries: Entry[] = []
  readonly marks: string[] = []
  seq = 0

  note(entry: Entry, mark: string): void {
    expect(entry.seq).toBe(++this.seq)
    this.chains.note(entry.seq, linkAfter(this.chains.latest(entry.client)?.link, entry))
    this.entries.push(entry)
    this.marks.push(mark)
  }

  /** False where the log must be read. */
  take(text: string): boolean {
    const batch = parseBatch(text)
    if (!batch.ok) throw new Error(batch.reason)
    for (const group of batch.value.groups) {
      if (group.seq !== this.seq + 1) return false
      const resolved = resolveGroup(group, this.chains)
      if (!resolved) return false
      for (const { entry, mark } of resolved) {
        if (!entry.ok) throw new Error(entry.reason)
        this.note(entry.value, mark)
      }
    }
    return true
  }

  /** Reads what it lacks. */
  read(log: readonly Entry[]): void {
    for (const entry of log.slice(this.seq)) this.note(entry, markOfBytes(bytesOf(entry)))
  }
}

/** Strokes as several hands draw them at once, and now and then something else. */
const hands = fc
  .array(
    fc.record({
      client: fc.nat(3),
      begins: fc.nat(9).map((value) => value === 0),
      points: fc.array(
        fc.tuple(
          fc.oneof(
            { weight: 4, arbitrary: fc.integer({ min: -40, max: 40 }) },
            fc.integer({ min: -9e5, max: 9e5 }),
          ),
          fc.integer({ min: -40, max: 40 }),
          fc.nat(255),
          fc.nat(40),
        ),
        { minLength: 1, maxLength: 40 },
      ),
      waits: fc.oneof({ weight: 8, arbitrary: fc.nat(20) }, fc.nat(20_000)),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    const states = new Map<number, { id: string; n: number; length: number; last: number[] }>()
    let time = 1_700_000_000_000
    return steps.map(({ client, begins, points, waits }, i): Omit<Entry, 'seq'> => {
      const state = states.get(client) ?? { id: '', n: 0, length: 0, last: [0, 0, 0, 0] }
      states.set(client, state)
      const fresh = begins || state.n === 0
      if (fresh)
        Object.assign(state, { id: elementId(new Uint8Array(16).fill(i)), length: 0, last: [0, 0, 0, 0] })
      const quads = points.flatMap(([x, y, pressure, later]) => {
        state.last = [
          (state.last[0] ?? 0) + x,
          (state.last[1] ?? 0) + y,
          pressure,
          (state.last[3] ?? 0) + later,
        ]
        return state.last
      })
      const ink = Ink.fromRaw(3, Int32Array.from(quads))
      const operation: Operation = fresh
        ? createElement({ ...stroke({ id: state.id, index: 'a0', points: [{ x: 0, y: 0 }] }), ink })
        : extendStroke(state.id, state.length, ink)
      state.length += ink.length
      time += waits
      return { client: clientOf(client), n: ++state.n, time, operations: [operation] }
    })
  })

const anyLog = fc
  .oneof(
    hands,
    anyEntries(30).map((entries) => {
      const counts = new Map<string, number>()
      return entries.map(({ operations }, i) => {
        const client = clientOf(i % 3)
        counts.set(client, (counts.get(client) ?? 0) + 1)
        return { client, n: counts.get(client) ?? 0, time: 1_700_000_000_000 + i, operations }
      })
    }),
  )
  .map((entries) => entries.map((entry, i): Entry => ({ ...entry, seq: i + 1 })))

describe('a live batch', () => {
  test('tells entries as they are in the log, their marks too', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.integer({ min: 1, max: 9 })), (log, sizes) => {
        const writer = new Chains()
        const reader = new Reader()
        for (let at = 0, i = 0; at < log.length; i++) {
          const batch = log.slice(at, at + (sizes[i] ?? 5))
          expect(reader.take(composeBatch(writer, at + 1, batch.map(bytesOf)))).toBe(true)
          at += batch.length
        }
        expect(reader.entries).toEqual(log)
        expect(reader.marks).toEqual(log.map((entry) => markOfBytes(bytesOf(entry))))
      }),
    )
  })

  test('of several instances, to readers who come late and lose some: never anything but what is in the log', () => {
    fc.assert(
      fc.property(anyLog, fc.infiniteStream(fc.nat(99)), (log, chance) => {
        const next = () => chance.next().value ?? 0
        const instances = [new Chains(), new Chains()]
        const readers = [new Reader(), new Reader()]
        for (let at = 0; at < log.length;) {
          const entry = log[at] as Entry
          // Mostly a client stays where it is; an instance knows only what it stored itself.
          const own = instances[(Number(entry.client.charCodeAt(0)) + (next() < 10 ? 1 : 0)) % 2] as Chains
          let to = at + 1
          while (log[to]?.client === entry.client && next() < 60) to++
          const entries = log.slice(at, to)
          const group = composeGroup(own, entries.map(bytesOf), entry.time)
          if (group.link) own.note(to, group.link)
          const text = batchBase(at + 1) + batchTime(entry.time) + placeGroup(at + 1, group)
          for (const reader of readers) if (next() < 80 && !reader.take(text)) reader.read(log.slice(0, to))
          at = to
        }
        for (const reader of readers) {
          reader.read(log)
          expect(reader.entries).toEqual(log)
        }
      }),
    )
  })

  test('of a hand that writes on takes four characters a point, and five to say whose and when', () => {
    const id = elementId(new Uint8Array(16).fill(1))
    const client = clientOf(1)
    const at = (n: number, operation: Operation) =>
      bytesOf({ client, n, time: 1_700_000_000_000 + n, operations: [operation] })
    const chains = new Chains()
    const begun = stroke({ id, index: 'a0', points: [{ x: 0, y: 0 }] })
    composeBatch(chains, 1, [at(1, createElement(begun))])
    const quads = (from: number) => Int32Array.of(40 * from, 3 * from * from, 120 + from, 17 * from)
    const extend = (from: number) => extendStroke(id, from, Ink.fromRaw(begun.ink.grid, quads(from)))
    composeBatch(chains, 2, [at(2, extend(1))])
    expect(composeBatch(chains, 3, [at(3, extend(2))])).toHaveLength(1 + 2 + 2 + 3)
  })
})

describe('hostile text', () => {
  /** With links to follow, so that what can be read is followed too. */
  function readAnything(text: string): void {
    const batch = parseBatch(text)
    if (!batch.ok) return
    const chains = new Chains()
    const ink = Ink.fromRaw(3, Int32Array.of(1, 2, 3, 4))
    const made = stroke({ id: elementId(new Uint8Array(16)), index: 'a0', points: [{ x: 0, y: 0 }] })
    const entry = { client: clientOf(1), n: 1, time: 2 ** 52, operations: [createElement({ ...made, ink })] }
    for (const { ref } of batch.value.groups) if (ref > 0) chains.note(ref, linkAfter(undefined, entry))
    expect(batch.value.count).toBeLessThanOrEqual(text.length)
    for (const group of batch.value.groups) resolveGroup(group, chains)
  }

  test('becomes a reason, never an exception', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    })
    fc.assert(fc.property(fc.oneof(printable, fc.string({ unit: 'binary' })), readAnything), {
      numRuns: 2000,
    })
  })

  test('ours, with characters changed or missing', () => {
    fc.assert(
      fc.property(
        hands,
        fc.nat(),
        fc.integer({ min: 30, max: 130 }),
        fc.boolean(),
        (log, place, code, cut) => {
          const text = composeBatch(new Chains(), 1, log.map(bytesOf))
          const at = place % text.length
          readAnything(text.slice(0, at) + (cut ? '' : String.fromCharCode(code)) + text.slice(at + 1))
          readAnything(text.slice(0, at))
        },
      ),
    )
  })

  test.each([
    ['nothing', ''],
    ['a character that is no digit', '"'],
    ['no seq', '   '],
    ['a group that is told by an entry before the first', '!  %  '],
    ['a count that nothing follows', '!   R~~~~~~~~~'],
    ['a record that ends too early', '!   Q~~~~~~~~~'],
  ])('%s is refused', (_, text) => {
    expect(parseBatch(text).ok).toBe(false)
  })
})
