import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TilePlace } from './tile-grid.ts'
import { tileKey } from './tile-grid.ts'
import type { Tile } from './tile-store.ts'
import { TileStore } from './tile-store.ts'

const side = 16
const tileBytes = side * side * 4

/** A tile, and how often it was closed. */
function tileAt(column: number, scale = 1) {
  const closed = { times: 0 }
  const bitmap = { source: {} as CanvasImageSource, width: side, height: side, close: () => closed.times++ }
  const tile: Tile = { place: { scale, column, row: 0 }, bitmap, stale: false, awaits: [] }
  return { tile, closed }
}

const place = (column: number): TilePlace => ({ scale: 1, column, row: 0 })

test('tiles that were used longest ago make room, and are closed', () => {
  const store = new TileStore(2 * tileBytes)
  const [a, b, c] = [tileAt(0), tileAt(1), tileAt(2)]
  store.put(a.tile)
  store.put(b.tile)
  store.use(place(0))
  store.put(c.tile)
  expect([store.look(place(0)), store.look(place(1)), store.look(place(2))]).toEqual([
    a.tile,
    undefined,
    c.tile,
  ])
  expect([a.closed.times, b.closed.times, c.closed.times]).toEqual([0, 1, 0])
})

test('to look at a tile is not to use it', () => {
  const store = new TileStore(2 * tileBytes)
  store.put(tileAt(0).tile)
  store.put(tileAt(1).tile)
  store.look(place(0))
  store.put(tileAt(2).tile)
  expect(store.look(place(0))).toBeUndefined()
})

test('a new tile takes the place of the one before, which is closed', () => {
  const store = new TileStore(10 * tileBytes)
  const [before, after] = [tileAt(0), tileAt(0)]
  store.put(before.tile)
  store.put(after.tile)
  expect([before.closed.times, after.closed.times, store.bytes]).toEqual([1, 0, tileBytes])
})

test('a tile that is larger than all room stays until the next one', () => {
  const store = new TileStore(1)
  store.put(tileAt(0).tile)
  expect(store.bytes).toBe(tileBytes)
  store.put(tileAt(1).tile)
  expect([...store.tiles].map((tile) => tile.place.column)).toEqual([1])
})

test('those are found that show something of a box, at every scale', () => {
  const store = new TileStore(10 * tileBytes)
  for (const tile of [tileAt(0), tileAt(1), tileAt(0, 0.5), tileAt(3, 4)]) store.put(tile.tile)
  const found = store.touching({ minX: 10, minY: 10, maxX: 20, maxY: 20 })
  expect(found.map((tile) => tileKey(tile.place))).toEqual(['1/0/0', '0.5/0/0'])
})

test('whatever is done, bytes are those of the tiles that are there, within the bound, and none is closed twice', () => {
  const act = fc.record({
    kind: fc.constantFrom('put', 'use', 'delete'),
    column: fc.integer({ min: 0, max: 9 }),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (acts, room) => {
      const store = new TileStore(room * tileBytes)
      const made: ReturnType<typeof tileAt>[] = []
      for (const { kind, column } of acts) {
        if (kind === 'use') store.use(place(column))
        else if (kind === 'delete') store.delete(place(column))
        else {
          const next = tileAt(column)
          made.push(next)
          store.put(next.tile)
        }
        const there = [...store.tiles]
        expect(store.bytes).toBe(there.length * tileBytes)
        expect(there.length).toBeLessThanOrEqual(room)
        for (const { tile, closed } of made) expect(closed.times).toBe(there.includes(tile) ? 0 : 1)
      }
      store.clear()
      expect(store.bytes).toBe(0)
    }),
  )
})
