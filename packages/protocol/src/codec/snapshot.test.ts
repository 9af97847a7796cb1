import { Board, boardHash, replay, stroke } from '@drawbridge/board'
import { anyEntries, seededRandom, shuffled } from '@drawbridge/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts'

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

test('a format of another time is refused', () => {
  const bytes = encodeSnapshot(new Board(), 0)
  bytes[0] = 200
  expect(decodeSnapshot(bytes)).toEqual({ ok: false, reason: 'the snapshot has an unknown format' })
})
