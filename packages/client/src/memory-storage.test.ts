import { encodeOperations } from '@drawbridge/protocol'
import { expect, test } from 'vitest'
import type { StoredChanges } from './core/stored.ts'
import { MemoryStorage } from './memory-storage.ts'
import { ClientReplaced, forgottenAfter } from './storage.ts'

const nothing: StoredChanges = {
  replace: false,
  entries: [],
  acknowledged: 0,
  keptFrom: 1,
  steps: [],
  removedSteps: [],
  inverses: [],
  removedInverses: [],
  board: undefined,
  traits: undefined,
  flush: false,
}
const entry = (n: number) => ({ n, operations: encodeOperations([]) })

test('two clients never have one identity, and the one used last is taken first', async () => {
  let time = 0
  const storage = new MemoryStorage(() => ++time)
  const a = await storage.claim('board', 'key')
  const b = await storage.claim('board', 'key')
  expect(a.clientKey).not.toBe(b.clientKey)
  await b.release()
  await a.write(nothing)
  await a.release()
  expect((await storage.claim('board', 'another key')).clientKey).not.toBe(a.clientKey)
  expect((await storage.claim('another board', 'key')).clientKey).not.toBe(a.clientKey)
  expect((await storage.claim('board', 'key')).clientKey).toBe(a.clientKey)
  expect((await storage.claim('board', 'key')).clientKey).toBe(b.clientKey)
})

test('what was written is there for the next holder, and a former one writes nothing more', async () => {
  const storage = new MemoryStorage()
  const held = await storage.claim('board', 'key')
  await held.write({ ...nothing, entries: [entry(1), entry(2), entry(3)], acknowledged: 1 })
  await held.write({ ...nothing, entries: [entry(4)], acknowledged: 2, keptFrom: 2 })
  const lost = held.write({ ...nothing, entries: [entry(5)], acknowledged: 2, keptFrom: 2 })
  storage.crash()
  await expect(lost).rejects.toThrow(ClientReplaced)
  const next = await storage.claim('board', 'key')
  expect(next.clientKey).toBe(held.clientKey)
  expect(next.stored).toMatchObject({ acknowledged: 2, entries: [{ n: 2 }, { n: 3 }, { n: 4 }] })
  await expect(held.write(nothing)).rejects.toThrow(ClientReplaced)
  await next.write({ ...nothing, replace: true, entries: [entry(8)], acknowledged: 7, keptFrom: 8 })
  await next.release()
  expect((await storage.claim('board', 'key')).stored.entries).toMatchObject([{ n: 8 }])
})

test('unsaved work is found whatever its key, and is never forgotten', async () => {
  let time = 0
  const storage = new MemoryStorage(() => time)
  const saved = await storage.claim('board', 'key')
  const unsaved = await storage.claim('board', 'key')
  await saved.write({ ...nothing, entries: [entry(1)], acknowledged: 1 })
  await unsaved.write({ ...nothing, entries: [entry(1)] })
  expect(await storage.claimUnsaved('board', new Set())).toBeUndefined()
  await saved.release()
  await unsaved.release()
  time = forgottenAfter + 1
  const fresh = await storage.claim('board', 'another key')
  const found = await storage.claimUnsaved('board', new Set())
  expect(found?.clientKey).toBe(unsaved.clientKey)
  expect(await storage.claimUnsaved('board', new Set())).toBeUndefined()
  await found?.remove()
  await fresh.release()
  // The saved one was forgotten, the unsaved one is done with.
  const next = await storage.claim('board', 'key')
  expect([saved.clientKey, unsaved.clientKey]).not.toContain(next.clientKey)
})

test('a board is stored for all clients, and what a key may do for that key', async () => {
  const storage = new MemoryStorage()
  const held = await storage.claim('board', 'key')
  const at = (epoch: string, seq: number) => ({
    stored: { epoch, seq, mark: 'm', parts: [] },
    own: { epoch, seq, n: 0 },
  })
  const traits = { title: 'Plans', role: 'editor' } as const
  await held.write({ ...nothing, board: at('e', 5), traits })
  expect(await storage.view('board', 'key')).toMatchObject({ board: { epoch: 'e', seq: 5 }, traits })
  expect((await storage.view('board', 'another key')).traits).toBeUndefined()
  const other = await storage.claim('board', 'another key')
  await other.write({ ...nothing, board: at('f', 2) })
  expect((await storage.view('board', 'key')).board).toMatchObject({ epoch: 'f', seq: 2 })
})
