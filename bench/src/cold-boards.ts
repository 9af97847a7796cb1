import { readOptions } from './options.ts'
import { createElement, elementId, extendStroke, Ink, stroke } from '@drawbridge/board'
import type { BoardClient } from '@drawbridge/client'
import { createBoard, openBoard } from '@drawbridge/client'
import { randomBelow, seededRandom, startPostgres, startRedis, startServer, until } from '@drawbridge/testkit'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { quantile } from './statistics.ts'

const megabyte = 1024 * 1024
const random = seededRandom(1)

/** Strokes as a hand draws them: a create, then an extend of three samples for each frame, with jitter. */
async function draw(board: BoardClient, entries: number): Promise<void> {
  const extendsPerStroke = 24
  for (let i = 0; i < entries; i += 1 + extendsPerStroke) {
    const id = elementId(crypto.getRandomValues(new Uint8Array(16)))
    const start = { x: randomBelow(random, 2000), y: randomBelow(random, 2000) }
    board.submit([createElement(stroke({ id, index: `a${i}V`, points: [start] }))])
    let [x, y, pressure] = [0, 0, 0.5]
    const heading = random() * 6.28
    for (let frame = 0; frame < Math.min(extendsPerStroke, entries - i - 1); frame++) {
      const points = Array.from({ length: 3 }, (_, sample) => {
        x += 4 * Math.cos(heading + Math.sin(frame / 5)) + random()
        y += 4 * Math.sin(heading + Math.sin(frame / 5)) + random()
        pressure = Math.min(1, Math.max(0, pressure + (random() - 0.5) / 10))
        return { x, y, pressure, time: (frame * 3 + sample) * 5 + randomBelow(random, 2) }
      })
      board.submit([extendStroke(id, 1 + frame * 3, Ink.from(points, 3))])
    }
    await board.saved()
  }
}

/**
 * What boards cost that nobody is on: draws one board, lets the server put it away, copies it in PostgreSQL until there are
 * as many as asked for, and measures what Redis holds then, how long it takes to open some of them, and the same again while
 * they are in use. Also: what an old entry takes in Redis, and in the history.
 */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    boards: 1_000_000,
    // Of the board that is copied.
    entries: 100,
    // Of the board that the history is measured with.
    history: 20_000,
    opened: 100,
  })
  const { boards: count, opened } = options
  const redisServer = await startRedis()
  const postgres = await startPostgres()
  const redis = new Redis(redisServer.url)
  const database = new Client({ connectionString: postgres.url })
  await database.connect()

  async function usedMemory(): Promise<number> {
    const info = await redis.info('memory')
    return Number(/used_memory:(\d+)/.exec(info)?.[1])
  }

  async function number(sql: string, values: readonly unknown[] = []): Promise<number> {
    const { rows } = await database.query<Record<string, string | null>>(sql, [...values])
    return Number(Object.values(rows[0] ?? {})[0])
  }

  const empty = await usedMemory()
  const server = await startServer({
    env: {
      DRAWBRIDGE_REDIS_URL: redisServer.url,
      DRAWBRIDGE_COLD_URL: postgres.url,
      DRAWBRIDGE_IDLE_MINUTES: '0.05',
    },
  })

  async function makeBoard(entries: number) {
    const made = await createBoard({ url: server.url, title: 'Cold' })
    const board = await openBoard({ url: server.url, boardId: made.id, key: made.keys.owner, name: 'pen' })
    await draw(board, entries)
    const hash = board.hash()
    const [head, trimmed] = await redis.hmget(`{${made.id}}:m`, 's', 't')
    const stream = Number(await redis.memory('USAGE', `{${made.id}}:l`, 'SAMPLES', 0))
    const inRedis = stream / (Number(head) - Number(trimmed))
    board.close()
    return { ...made, hash, inRedis }
  }

  /** Waits until the server has put away everything. A board that people were on a moment ago stays for a minute. */
  async function allFrozen(): Promise<void> {
    await until(
      async () => (await redis.keys('{*')).length === 0,
      () => 'all boards are put away',
      300_000,
    )
  }

  async function open(id: string, key: string): Promise<{ milliseconds: number; board: BoardClient }> {
    const start = performance.now()
    const board = await openBoard({ url: server.url, boardId: id, key, name: 'visitor' })
    return { milliseconds: performance.now() - start, board }
  }

  const long = await makeBoard(options.history)
  const short = await makeBoard(options.entries)
  await allFrozen()

  const longEntries = await number('SELECT sum(last - first + 1) FROM drawbridge.segments WHERE board = $1', [
    long.id,
  ])
  const longBytes = await number(
    'SELECT sum(octet_length(bytes)) FROM drawbridge.segments WHERE board = $1',
    [long.id],
  )
  const rowBytes = await number('SELECT octet_length(bytes) FROM drawbridge.boards WHERE id = $1', [short.id])

  const seeding = performance.now()
  await database.query(
    `INSERT INTO drawbridge.boards (id, head, bytes)
   SELECT 'seeded-' || n, head, bytes FROM drawbridge.boards, generate_series(1, $2::int) AS n WHERE id = $1`,
    [short.id, count],
  )
  await database.query('ANALYZE drawbridge.boards')
  const seeded = (performance.now() - seeding) / 1000
  const size = await number(`SELECT pg_total_relation_size('drawbridge.boards')`)
  const atRest = await usedMemory()

  // The first ones also wake what a server makes only when it is needed.
  for (const id of [short.id, long.id])
    (await open(id, id === short.id ? short.keys.viewer : long.keys.viewer)).board.close()
  const cold: number[] = []
  const hot: number[] = []
  for (let i = 0; i < opened; i++) {
    const id = `seeded-${1 + randomBelow(random, count)}`
    const first = await open(id, short.keys.viewer)
    const second = await open(id, short.keys.viewer)
    if (first.board.hash() !== short.hash || second.board.hash() !== short.hash)
      throw new Error('a board came back as another')
    cold.push(first.milliseconds)
    hot.push(second.milliseconds)
    first.board.close()
    second.board.close()
  }
  const inUse = await usedMemory()
  await allFrozen()
  const afterwards = await usedMemory()

  const ms = (values: readonly number[], share: number) => quantile(values, share).toFixed(1)
  const mib = (bytes: number) => (bytes / megabyte).toFixed(2)
  console.table([
    { '': `cold boards, ${options.entries} entries each`, figure: count },
    { '': 'bytes of one in PostgreSQL', figure: rowBytes },
    { '': 'seeding, seconds', figure: seeded.toFixed(0) },
    { '': 'table and index in PostgreSQL, MiB', figure: mib(size) },
    { '': 'Redis empty, MiB', figure: mib(empty) },
    { '': 'Redis with all of them cold, MiB', figure: mib(atRest) },
    { '': `Redis with ${opened} of them in use, MiB`, figure: mib(inUse) },
    { '': 'Redis when these are cold again, MiB', figure: mib(afterwards) },
    { '': 'opening a cold one, ms p50 / p99', figure: `${ms(cold, 0.5)} / ${ms(cold, 0.99)}` },
    { '': 'opening it again while hot, ms p50 / p99', figure: `${ms(hot, 0.5)} / ${ms(hot, 0.99)}` },
    { '': 'an entry in Redis, bytes', figure: long.inRedis.toFixed(1) },
    { '': 'an entry in the history, bytes', figure: (longBytes / longEntries).toFixed(1) },
  ])

  await server.stop()
  await database.end()
  redis.disconnect()
  await Promise.all([redisServer.stop(), postgres.stop()])
}
