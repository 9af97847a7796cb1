import { createElement, deleteElement, elementId, rectangle } from '@drawbridge/board'
import type { CreatedBoard } from '@drawbridge/client'
import type { ServerProcess } from '@drawbridge/testkit'
import { createLargeBoard, startServer, until } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MemoryStorage } from './memory-storage.ts'
import { openBoard } from './open-board.ts'
import type { BoardClient } from './board-client.ts'

const strokes = 10_000
let server: ServerProcess
let made: CreatedBoard

beforeAll(async () => {
  server = await startServer({ env: { DRAWBRIDGE_SNAPSHOT_ENTRIES: '10' } })
  made = await createLargeBoard(server.url, strokes)
})
afterAll(() => server.stop())

const at = () => ({ url: server.url, boardId: made.id, key: made.keys.editor })
const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
const make = (byte: number) =>
  createElement(rectangle({ id: elementId(new Uint8Array(16).fill(byte)), index: 'b0z', box }))

async function live(board: BoardClient): Promise<void> {
  await until(
    () => board.status.connection === 'live',
    () => JSON.stringify(board.status),
  )
}

test('a large board is there in part, fills, and is what it is for others, with all that came meanwhile', async () => {
  const other = await openBoard(at())
  const board = await openBoard({ ...at(), partly: true })
  const shares: number[] = []
  let told = board.elements.length
  board.on('status', ({ opened }) => shares.push(opened))
  board.on('change', (changes) => (told += changes.filter(({ before, after }) => !before && after).length))
  expect(board.status.opened).toBe(0)
  await new Promise<void>((resolve) => board.on('change', () => told > 0 && resolve()))
  expect(board.status.opened).toBeLessThan(1)
  expect(board.elements.length).toBeGreaterThan(0)
  expect(board.elements.length).toBeLessThan(strokes)
  // Drawn here on a part of the board, and by another at the same time.
  board.submit([make(251), deleteElement(board.elements[0]?.id ?? '')])
  other.submit([make(252)])
  await live(board)
  await Promise.all([board.saved(), other.saved()])
  await until(
    () => board.hash() === other.hash(),
    () => `${board.elements.length} and ${other.elements.length} elements`,
  )
  expect(board.elements).toHaveLength(strokes + 1)
  expect(told).toBe(strokes + 2)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  board.close()
  other.close()
})

test('a large board from storage is there in part at once, whole without a server, and goes on with one', async () => {
  const storage = new MemoryStorage()
  const first = await openBoard({ ...at(), storage })
  await until(
    async () => (await storage.view(made.id, made.keys.editor)).board !== undefined,
    () => 'the board is stored',
  )
  const hash = first.hash()
  first.close()
  await server.kill()
  const again = await openBoard({ ...at(), storage, partly: true })
  expect(again.status.opened).toBeLessThan(1)
  await until(
    () => again.status.opened === 1,
    () => JSON.stringify(again.status),
  )
  expect(again.hash()).toBe(hash)
  again.submit([make(253)])
  await until(
    () => again.unstored === 0,
    () => `${again.unstored} entries are not stored`,
  )
  again.close()
  const whole = await openBoard({ ...at(), storage })
  expect(whole.status.opened).toBe(1)
  await server.restart()
  // By whichever client took over what was left in storage.
  await until(
    () => whole.status.connection === 'live' && whole.get(make(253).element.id) !== undefined,
    () => JSON.stringify(whole.status),
  )
  await whole.saved()
  whole.close()
})
