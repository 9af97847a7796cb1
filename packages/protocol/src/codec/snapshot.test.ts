import type { Element } from '@drawbridge/board'
import { Board, boardHash, replay, stroke } from '@drawbridge/board'
import { anyEntries, seededRandom, shuffled } from '@drawbridge/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinedBytes } from './bytes.ts'
import { decodeSnapshot, encodeSnapshot, SnapshotReader, SnapshotWriter } from './snapshot.ts'

function replayed(entries: Parameters<typeof replay>[2]): Board {
  const board = new Board()
  replay(board, 0, entries)
  return board
}

test('a snapshot at any seq and the tail after it are the whole log', () => {
  fc.assert(
    fc.property(anyEntries(10), (entries) => {
      const whole = replayed(entries)
      for (let cut = 0; cut <= entries.length; cut++) {
        const decoded = decodeSnapshot(encodeSnapshot(replayed(entries.slice(0, cut)), cut))
        if (!decoded.ok) expect.fail(decoded.reason)
        const { seq, board } = decoded.value
        expect(seq).toBe(cut)
        expect(replay(board, seq, entries)).toBe(entries.length)
        expect(boardHash(board)).toBe(boardHash(whole))
      }
    }),
  )
})

test('equal boards have equal bytes', () => {
  fc.assert(
    fc.property(anyEntries(10), fc.integer(), (entries, seed) => {
      const board = replayed(entries)
      const bytes = encodeSnapshot(board, entries.length)
      const other = new Board(shuffled(board.elements, seededRandom(seed)), board.settings)
      expect(encodeSnapshot(other, entries.length)).toEqual(bytes)
      const decoded = decodeSnapshot(bytes)
      if (!decoded.ok) expect.fail(decoded.reason)
      expect(encodeSnapshot(decoded.value.board, entries.length)).toEqual(bytes)
    }),
  )
})

test('a board that was erased under keys that look like numbers can be read again', () => {
  const made = stroke({ id: 'A'.repeat(22), index: 'a0', points: [{ x: 0, y: 0 }] })
  const board = new Board([made])
  for (const key of ['10', '9', 'k']) board.apply({ type: 'erase', id: made.id, key, ranges: [0, 1] })
  const decoded = decodeSnapshot(encodeSnapshot(board, 1))
  if (!decoded.ok) expect.fail(decoded.reason)
  expect(boardHash(decoded.value.board)).toBe(boardHash(board))
})

test('written and read in pieces of any size, it is what it is at once', () => {
  fc.assert(
    fc.property(
      anyEntries(10),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      (entries, a, b) => {
        const board = replayed(entries)
        const hash = boardHash(board)
        const bytes = encodeSnapshot(board, entries.length)
        const writer = new SnapshotWriter(board, entries.length)
        // What becomes of the board from here on is of another seq.
        for (const { id } of [...board.elements]) board.put(id, undefined)
        let written = writer.write(a)
        while (!written) written = writer.write(a)
        expect(joinedBytes(written)).toEqual(bytes)

        const opened = SnapshotReader.open(bytes)
        if (!opened.ok) expect.fail(opened.reason)
        const reader = opened.value
        expect(reader.seq).toBe(entries.length)
        const filled = new Board([], reader.settings)
        do {
          const { left } = reader
          const read = reader.read(b)
          if (!read.ok) expect.fail(read.reason)
          expect(read.value).toHaveLength(Math.min(b, left))
          filled.fill(read.value)
        } while (reader.left > 0)
        expect(boardHash(filled)).toBe(hash)
      },
    ),
  )
})

test('read while its bytes come, it is what it is at once', () => {
  fc.assert(
    fc.property(anyEntries(10), fc.integer({ min: 1, max: 60 }), (entries, step) => {
      const board = replayed(entries)
      const bytes = encodeSnapshot(board, entries.length)
      let reader: SnapshotReader | undefined
      const filled: Element[] = []
      for (let length = 0; !reader?.isDone || filled.length < reader.count; length += step) {
        const isWhole = length >= bytes.length
        if (reader) reader.extend(bytes.slice(0, length), isWhole)
        else {
          const opened = SnapshotReader.open(bytes.slice(0, length), isWhole)
          if (opened.ok) reader = opened.value
          else if (isWhole) expect.fail(opened.reason)
        }
        const read = reader?.read(Infinity)
        if (read?.ok === false) expect.fail(read.reason)
        filled.push(...(read?.value ?? []))
        if (reader) expect(reader.isStarved).toBe(!isWhole)
      }
      expect(boardHash(new Board(filled, reader.settings))).toBe(boardHash(board))
    }),
  )
})

test('what is wrong with its bytes is said once all of them are there', () => {
  const board = new Board([stroke({ id: 'A'.repeat(22), index: 'a0', points: [{ x: 0, y: 0 }] })])
  const bytes = encodeSnapshot(board, 1).slice(0, -1)
  const opened = SnapshotReader.open(bytes, false)
  if (!opened.ok) expect.fail(opened.reason)
  expect(opened.value.read(1)).toEqual({ ok: true, value: [] })
  opened.value.extend(bytes, true)
  expect(opened.value.read(1)).toEqual({ ok: false, reason: 'ends too early' })
})

test('bytes after its end are refused with the last piece', () => {
  const board = new Board([stroke({ id: 'A'.repeat(22), index: 'a0', points: [{ x: 0, y: 0 }] })])
  const opened = SnapshotReader.open(Uint8Array.of(...encodeSnapshot(board, 1), 0))
  if (!opened.ok) expect.fail(opened.reason)
  expect(opened.value.read(1)).toEqual({ ok: false, reason: 'goes on after its end' })
})

test('a format of another time is refused', () => {
  const bytes = encodeSnapshot(new Board(), 0)
  bytes[0] = 200
  expect(decodeSnapshot(bytes)).toEqual({ ok: false, reason: 'the snapshot has an unknown format' })
})
