import { anyEntries, seededRandom, shuffled } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Board } from './board.ts'
import { defaultSettings } from './element.ts'
import { boardHash } from './hash.ts'
import { rectangle } from './make.ts'
import type { Entry } from './operation.ts'
import { createElement, deleteElement, updateElement } from './operation.ts'
import { replay } from './replay.ts'

/** What every replica does with arrivals in any order: wait for the next seq, drop what it had. */
class Replica {
  readonly board = new Board()
  #seq = 0
  readonly #early = new Map<number, Entry>()

  receive(entry: Entry): void {
    if (entry.seq > this.#seq) this.#early.set(entry.seq, entry)
    for (;;) {
      const next = this.#early.get(this.#seq + 1)
      if (!next) return
      this.#early.delete(next.seq)
      this.#seq = replay(this.board, this.#seq, [next])
    }
  }
}

/** Every entry at least once, some again, in an order of the seed's choosing. */
function arrivals(entries: readonly Entry[], seed: number): Entry[] {
  const random = seededRandom(seed)
  const again = entries.filter(() => random() < 0.3)
  return shuffled([...entries, ...again], random)
}

const seed = fc.integer()

describe('replicas that received the same entries are equal', () => {
  test('whatever the order, with entries late and twice', () => {
    fc.assert(
      fc.property(anyEntries(), seed, seed, (entries, one, other) => {
        const inOrder = new Board()
        replay(inOrder, 0, entries)
        for (const seed of [one, other]) {
          const replica = new Replica()
          for (const entry of arrivals(entries, seed)) replica.receive(entry)
          expect(boardHash(replica.board)).toBe(boardHash(inOrder))
        }
      }),
    )
  })

  test('also one that joined from another by elements and settings', () => {
    fc.assert(
      fc.property(anyEntries(), fc.nat(), (entries, cut) => {
        const at = cut % (entries.length + 1)
        const first = new Board()
        replay(first, 0, entries.slice(0, at))
        const joined = new Board(shuffled(first.elements, seededRandom(cut)), first.settings)
        replay(first, at, entries)
        replay(joined, at, entries)
        expect(boardHash(joined)).toBe(boardHash(first))
      }),
    )
  })
})

const id = 'A'.repeat(22)
const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
const entry = (seq: number, ...operations: Entry['operations']): Entry => ({
  seq,
  time: 0,
  client: 'A'.repeat(16),
  n: seq,
  operations,
})
const log = [
  entry(1, createElement(rectangle({ id, index: 'a0', box }))),
  entry(2, updateElement(id, { x: 5 })),
  entry(3, deleteElement(id)),
]

test('the order of the log matters, so replay refuses a hole', () => {
  expect(() => replay(new Board(), 0, [entry(1), entry(3)])).toThrow(RangeError)
  expect(() => replay(new Board(), 4, [entry(6)])).toThrow(/hole/)
})

test('replay skips what the board already has, and says where it stands', () => {
  const board = new Board()
  expect(replay(board, 0, log.slice(0, 2))).toBe(2)
  expect(replay(board, 2, log.slice(0, 2))).toBe(2)
  expect(board.get(id)?.x).toBe(5)
  expect(replay(board, 2, log)).toBe(3)
  expect(board.elements).toEqual([])
  expect(replay(board, 3, [])).toBe(3)
})

describe('the hash tells boards apart', () => {
  const base = rectangle({ id, index: 'a0', box })
  const hash = (...elements: ConstructorParameters<typeof Board>) => boardHash(new Board(...elements))

  test.each([
    ['nothing there', hash()],
    ['another place', hash([{ ...base, x: 1 }])],
    ['another order key', hash([{ ...base, index: 'a1' }])],
    ['another shape', hash([{ ...base, shape: 'ellipse' }])],
    ['other settings', hash([base], { ...defaultSettings, pattern: 'none' })],
  ])('%s', (_, other) => {
    expect(other).not.toBe(hash([base]))
  })

  test('but not the order in which properties stand in memory', () => {
    const turned = Object.fromEntries(Object.entries(base).reverse()) as unknown as typeof base
    expect(hash([turned])).toBe(hash([base]))
  })
})
