import { randomBelow, seededRandom, startPostgres, startRedis } from '@drawbridge/testkit'
import type { PostgresProcess, RedisProcess } from '@drawbridge/testkit'
import { DrawbridgeError } from '@drawbridge/protocol'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Freezer, OpLog } from './op-log.ts'
import { openPostgresStore } from './postgres-store.ts'
import { connectRedis } from './redis-connection.ts'
import { openTieredLog } from './tiered-log.ts'

const sizes = { leastEntries: 5, leastBytes: 1000, mostEntries: 40, mostBytes: 4000 }
const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
const instances = 3

let server: RedisProcess
let postgres: PostgresProcess
const connections: Redis[] = []
const logs: (OpLog & Freezer)[] = []

beforeAll(async () => {
  server = await startRedis()
  postgres = await startPostgres()
  for (let i = 0; i < instances; i++) {
    const redis = connectRedis(server.url, () => {})
    connections.push(redis)
    const cold = await openPostgresStore(postgres.url, () => {})
    logs.push(openTieredLog({ redis, cold, adapterPrefix: 'drawbridge-test', deadlineMs: 1000, sizes }))
  }
})

afterAll(async () => {
  await Promise.all(logs.map((log) => log.close()))
  for (const redis of connections) redis.disconnect()
  await server?.stop()
  await postgres?.stop()
})

/** How far each client got: what a board is, to this test. */
type Counts = Record<string, number>

function fold(counts: Counts, entries: readonly Uint8Array[], faults: string[]): void {
  for (const entry of entries) {
    const [client = '', n] = Buffer.from(entry).toString().split(':')
    if (Number(n) !== (counts[client] ?? 0) + 1)
      faults.push(`${client}:${n} follows ${client}:${counts[client]}`)
    counts[client] = Number(n)
  }
}

/** As everyone does whose log is away for a moment; anything else is a defect. */
async function unlessAway<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof DrawbridgeError && error.code === 'LOG_UNAVAILABLE') return undefined
    throw error
  }
}

/** Writers, readers, compactors and one who puts the board away all the time, on three instances. */
async function race(board: string, disturb: (isOver: () => boolean) => Promise<void>, seconds: number) {
  const random = seededRandom(7)
  const anyLog = () => logs[randomBelow(random, instances)] as OpLog & Freezer
  await anyLog().createBoard(board, { title: '', keyHashes, createdAt: 1 })
  const deadline = performance.now() + seconds * 1000
  const isOver = () => performance.now() > deadline
  const faults: string[] = []
  const acknowledged: Counts = {}
  /** A board that is drawn on without a break is never put away: now and then the writers rest, for a moment too short or not. */
  let restUntil = 0
  const seen = { compactions: 0, frozen: 0, refused: 0, joins: 0 }

  async function write(client: string): Promise<void> {
    for (let next = 1; !isOver();) {
      while (performance.now() < restUntil) await new Promise((resolve) => setTimeout(resolve, 1))
      const count = 1 + randomBelow(random, 4)
      const entries = Array.from({ length: count }, (_, i) =>
        Buffer.from(`${client}:${next + i}:`.padEnd(60, '.')),
      )
      // Sometimes twice at once, as when a client reconnects while its submit is under way.
      const tries = Array.from({ length: 1 + randomBelow(random, 2) }, () =>
        unlessAway(anyLog().append(board, [{ client, first: next, entries }])),
      )
      const answers = (await Promise.all(tries)).flatMap((answer) => (answer ? [answer.last[0] ?? 0] : []))
      if (answers.length === 0) continue
      acknowledged[client] = Math.max(...answers, acknowledged[client] ?? 0)
      next = acknowledged[client] + 1
    }
  }

  /** A snapshot of a board is how far each client got. */
  async function join(
    log: OpLog,
    check: boolean,
  ): Promise<{ counts: Counts; seq: number; epoch: string } | undefined> {
    const snapshot = await log.snapshot(board)
    const counts: Counts = snapshot ? (JSON.parse(Buffer.from(snapshot.bytes).toString()) as Counts) : {}
    let seq = snapshot?.seq ?? 0
    for (;;) {
      const range = await log.read(board, seq, 3000)
      if (range.entries.length > 0 && range.base !== seq + 1)
        faults.push(`${seq} is followed by ${range.base}`)
      if (range.head < seq) faults.push(`a log that goes to ${range.head} has a snapshot at ${seq}`)
      fold(counts, range.entries, check ? faults : [])
      seq += range.entries.length
      if (range.entries.length === 0 || seq >= range.head) return { counts, seq, epoch: range.epoch }
    }
  }

  async function repeat(work: (log: OpLog & Freezer) => Promise<void>): Promise<void> {
    while (!isOver()) {
      await unlessAway(work(anyLog()))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const compact = async (log: OpLog) => {
    const folded = await join(log, false)
    if (!folded || folded.seq === 0) return
    const { epoch, seq, counts } = folded
    await log.saveSnapshot(board, { epoch, seq, bytes: Buffer.from(JSON.stringify(counts)) })
    seen.compactions += await log.compact(board, randomBelow(random, 20))
  }
  const freeze = async (log: OpLog & Freezer) => {
    restUntil = performance.now() + randomBelow(random, 60)
    await log.ping()
    await connections[0]?.del(`{${board}}:h`)
    const outcome = await log.freeze(board)
    if (outcome === 'frozen') seen.frozen += 1
    if (outcome === 'in use') seen.refused += 1
  }
  const joinAndCheck = async (log: OpLog) => {
    await join(log, true)
    seen.joins += 1
  }

  const clients = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay']
  await Promise.all([
    ...clients.map((client) => write(client)),
    repeat(compact),
    repeat(compact),
    repeat(freeze),
    repeat(joinAndCheck),
    repeat(joinAndCheck),
    disturb(isOver),
  ])

  const counts: Counts = {}
  const all = []
  for (let seq = 0, head = 1; seq < head;) {
    const range = await anyLog().read(board, seq, 100_000)
    head = range.head
    if (range.base !== seq + 1) faults.push(`${seq} is followed by ${range.base}`)
    fold(counts, range.entries, faults)
    all.push(...range.entries)
    seq += range.entries.length
  }
  const lost = clients.filter((client) => (counts[client] ?? 0) < (acknowledged[client] ?? 0))
  const twice = all.length - new Set(all.map((entry) => Buffer.from(entry).toString())).size
  const acked = Object.values(acknowledged).reduce((sum, n) => sum + n, 0)
  return {
    faults,
    lost,
    twice,
    ...seen,
    acknowledged: acked,
    thawed: logs.reduce((sum, { thawed }) => sum + thawed, 0),
  }
}

test('nothing is lost, doubled or reordered while everything happens at once', async () => {
  const result = await race('race', async () => {}, 5)
  expect(result).toMatchObject({ faults: [], lost: [], twice: 0 })
  expect(result.acknowledged).toBeGreaterThan(100)
  expect(Math.min(result.compactions, result.frozen, result.thawed, result.joins)).toBeGreaterThan(3)
})

test('nor while Redis and PostgreSQL are killed and come back', async () => {
  const kill = async (isOver: () => boolean) => {
    const quiet = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
    while (!isOver()) {
      await quiet(1500)
      await postgres.restart()
      await quiet(1500)
      await server.restart()
    }
  }
  const result = await race('kills', kill, 10)
  expect(result).toMatchObject({ faults: [], lost: [], twice: 0 })
  expect(result.acknowledged).toBeGreaterThan(50)
  expect(Math.min(result.frozen, result.thawed)).toBeGreaterThan(3)
})
