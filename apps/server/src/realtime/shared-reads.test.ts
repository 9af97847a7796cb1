import { markOf } from '@drawbridge/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRange } from '../log/op-log.ts'
import { RangeFill } from '../log/segment.ts'
import { asText } from './fan-out.ts'
import { SharedReads } from './shared-reads.ts'

/** One board's log in memory, which counts what is read of it. */
class Log {
  epoch = 'first'
  entries: Buffer[] = []
  taken = 0

  grow(count: number, size = 1000): void {
    for (let i = 0; i < count; i++)
      this.entries.push(Buffer.alloc(size, `${this.epoch} ${this.entries.length}`))
  }

  async read(_board: string, after: number | null, maxBytes: number): Promise<LogRange> {
    const from = after ?? 0
    const fill = new RangeFill(maxBytes)
    fill.take(this.entries.slice(from))
    this.taken += fill.entries.length
    const head = this.entries.length
    return { epoch: this.epoch, head, mark: '', snapshot: 0, last: 0, base: from + 1, entries: fill.entries }
  }

  mark(seq: number): string {
    return seq === 0 ? '' : markOf(asText(this.entries.slice(seq - 1, seq))[0] ?? '')
  }
}

/** Reads as a client does that has everything up to `after`, until it has everything. */
async function readAll(reads: SharedReads, log: Log, after: number): Promise<string[]> {
  const entries: string[] = []
  for (;;) {
    const seq = after + entries.length
    const range = await reads.read('board', seq, log.mark(seq))
    expect(range.base).toBe(seq + 1)
    entries.push(...range.entries)
    if (seq + range.entries.length >= range.head) return entries
  }
}

test('a hundred who read the same cost one reading of it, and each has all that there is by then', async () => {
  const log = new Log()
  log.grow(1000)
  const reads = new SharedReads(log)
  for (let i = 0; i < 100; i++) {
    log.grow(1)
    expect(await readAll(reads, log, 300)).toEqual(asText(log.entries.slice(300)))
  }
  // One of each part to compare with, and what was stored meanwhile.
  expect(log.taken).toBeLessThan(700 + 100 * 10)
})

test('a log that has another entry in the place of one that is held is read anew', async () => {
  const log = new Log()
  log.grow(50)
  const reads = new SharedReads(log)
  expect(await readAll(reads, log, 10)).toEqual(asText(log.entries.slice(10)))
  const mark = log.mark(10)
  log.entries = log.entries.slice(0, 20)
  log.epoch = 'second'
  log.grow(30)
  log.epoch = 'first'
  expect((await reads.read('board', 10, mark)).entries).toEqual(asText(log.entries.slice(10)))
  log.entries = log.entries.slice(0, 5)
  await expect(reads.read('board', 10, mark)).rejects.toMatchObject({ code: 'LOG_REPLACED' })
})

test('who has another entry than the log is told so, whatever is held for others', async () => {
  const log = new Log()
  log.grow(50)
  const reads = new SharedReads(log)
  await readAll(reads, log, 10)
  await expect(reads.read('board', 10, log.mark(9))).rejects.toMatchObject({ code: 'LOG_REPLACED' })
  expect((await reads.read('board', 10, '')).entries).toEqual(asText(log.entries.slice(10)))
})

test('whatever happens to the log, what is answered is what it has', async () => {
  const step = fc.oneof(
    fc.record({ grow: fc.integer({ min: 1, max: 40 }), size: fc.integer({ min: 1, max: 40_000 }) }),
    fc.record({ read: fc.nat({ max: 60 }), isMarked: fc.boolean() }),
    fc.record({ cut: fc.nat({ max: 60 }), isNew: fc.boolean() }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const log = new Log()
      // So little that parts are forgotten all the time.
      const reads = new SharedReads(log, 400_000)
      let lives = 0
      for (const step of steps) {
        if ('grow' in step) log.grow(step.grow, step.size)
        else if ('cut' in step) {
          log.entries = log.entries.slice(0, step.cut)
          log.epoch = step.isNew ? `life ${++lives}` : log.epoch
        } else {
          const after = Math.min(step.read, log.entries.length)
          const fill = new RangeFill(128 * 1024)
          fill.take(log.entries.slice(after))
          const range = await reads.read('board', after, step.isMarked ? log.mark(after) : '')
          expect(range).toMatchObject({ epoch: log.epoch, head: log.entries.length, base: after + 1 })
          const { entries } = range
          expect(entries).toEqual(asText(log.entries.slice(after, after + entries.length)))
          expect(entries.length > 0).toBe(fill.entries.length > 0)
        }
      }
    }),
  )
})
