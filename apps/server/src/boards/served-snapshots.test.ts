import { gunzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import type { Snapshot } from '../log/op-log.ts'
import { ServedSnapshots } from './served-snapshots.ts'

function logWith(size: number) {
  const newest: Record<string, Snapshot> = {}
  const epochs: Record<string, string> = {}
  let reads = 0
  return {
    put(board: string, epoch: string, seq: number) {
      epochs[board] = epoch
      newest[board] = { epoch, seq, bytes: new Uint8Array(size).fill(seq) }
    },
    get reads() {
      return reads
    },
    async state(board: string) {
      return { epoch: epochs[board] ?? '', head: 0, mark: '', snapshot: 0 }
    },
    async snapshot(board: string) {
      reads++
      return newest[board]
    },
  }
}

test('many who ask at once cost one read, and get the compressed form once it is there', async () => {
  const log = logWith(1000)
  log.put('a', 'first', 7)
  const served = new ServedSnapshots(log)
  const all = await Promise.all(Array.from({ length: 50 }, () => served.find('a', 7)))
  expect(log.reads).toBe(1)
  for (const one of all) expect(one).toMatchObject({ tag: 'first-7' })
  const found = await vi.waitUntil(async () => {
    const one = await served.find('a', 7)
    return one?.gzipped && one
  })
  expect(gunzipSync(found.gzipped ?? '').equals(found.bytes)).toBe(true)
  expect(log.reads).toBe(1)
})

test('one that gave way to a newer one is still there, of another life of the log none is', async () => {
  const log = logWith(10)
  log.put('a', 'first', 7)
  const served = new ServedSnapshots(log)
  await served.find('a', 7)
  log.put('a', 'first', 9)
  expect((await served.find('a', 7))?.bytes[0]).toBe(7)
  expect((await served.find('a', 9))?.bytes[0]).toBe(9)
  expect(await served.find('a', 8)).toBeUndefined()
  log.put('a', 'second', 9)
  expect(await served.find('a', 7)).toBeUndefined()
  expect((await served.find('a', 9))?.tag).toBe('second-9')
})

test('no more is held than there is room for, and what was asked for last stays', async () => {
  const log = logWith(1000)
  const served = new ServedSnapshots(log, 2500)
  for (const board of ['a', 'b', 'c']) log.put(board, 'first', 1)
  await served.find('a', 1)
  await served.find('b', 1)
  await served.find('a', 1)
  await served.find('c', 1)
  expect(log.reads).toBe(3)
  await served.find('a', 1)
  await served.find('c', 1)
  expect(log.reads).toBe(3)
  await served.find('b', 1)
  expect(log.reads).toBe(4)
})
