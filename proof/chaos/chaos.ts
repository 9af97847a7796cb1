import type { Violation, ViolationKind } from '@drawbridge/testkit'
import {
  randomBelow,
  seededRandom,
  startPostgres,
  startRedis,
  startServer,
  startTcpProxy,
} from '@drawbridge/testkit'
import { createBoard } from '@drawbridge/client'
import type { RecordedBoard } from '../clients/judge.ts'
import { historiesOf, judge, settled } from '../clients/judge.ts'
import type { Pace } from '../clients/pace.ts'
import { afterSeconds, atPace } from '../clients/pace.ts'
import { RandomDrawing } from '../clients/random-drawing.ts'
import { RecordedClient } from '../clients/recorded-client.ts'
import type { DisturbanceName } from './disturbances.ts'
import { Disturbances } from './disturbances.ts'

export interface ChaosOptions {
  readonly seed: number
  /** How long is drawn and disturbed. */
  readonly seconds: number
  /** Entries that all clients together submit in a second. */
  readonly perSecond: number
}

export interface ChaosResult {
  readonly pace: Pace
  readonly disturbances: Readonly<Record<DisturbanceName, number>>
  /** What instances said that ended while they started; they were started again. */
  readonly failedStarts: readonly string[]
  readonly violations: readonly Violation[]
  /** What clients reported as failed: nothing should. */
  readonly errors: readonly string[]
  /** From the end of all disturbance until everything was saved and seen by everyone. Milliseconds. */
  readonly healing: number
}

const instanceCount = 3
const boardCount = 3
const clientsPerBoard = 4
/** Small, so that snapshots are made and read while everything breaks. */
const snapshotEntries = '400'

/**
 * Three instances, each with its own link to one Redis, old entries in PostgreSQL, and twelve clients on three boards, each
 * with its own link to some instance. They draw while links are cut, dropped, stalled and slowed, and instances, Redis and
 * PostgreSQL killed; then everything is made whole, comes to rest, and is judged. Throws when it does not come to rest.
 */
export async function runChaos({ seed, seconds, perSecond }: ChaosOptions): Promise<ChaosResult> {
  const closers: (() => unknown)[] = []
  const closing = <T>(part: T, close: (part: T) => unknown): T => {
    closers.push(() => close(part))
    return part
  }
  try {
    const redis = closing(await startRedis({ appendfsync: 'always' }), (part) => part.stop())
    const postgres = closing(await startPostgres(), (part) => part.stop())
    const instances = await Promise.all(
      Array.from({ length: instanceCount }, async () => {
        const redisLink = closing(await startTcpProxy(redis.port), (part) => part.stop())
        const env = {
          DRAWBRIDGE_REDIS_URL: `redis://127.0.0.1:${redisLink.port}`,
          DRAWBRIDGE_COLD_URL: postgres.url,
          DRAWBRIDGE_SNAPSHOT_ENTRIES: snapshotEntries,
        }
        return { server: closing(await startServer({ env }), (part) => part.stop()), redisLink }
      }),
    )
    const [{ server: first }] = instances as [(typeof instances)[0]]
    const clientLinks = await Promise.all(
      Array.from({ length: boardCount * clientsPerBoard }, async (_, i) =>
        closing(await startTcpProxy(instances[i % instanceCount]?.server.port ?? first.port), (part) =>
          part.stop(),
        ),
      ),
    )
    const boards: RecordedBoard[] = []
    for (let at = 0; at < clientLinks.length; at += clientsPerBoard) {
      const created = await createBoard({ url: first.url, title: `Board ${boards.length}` })
      const clients = await Promise.all(
        clientLinks.slice(at, at + clientsPerBoard).map((link, i) =>
          RecordedClient.open(`client ${at + i}`, {
            url: `http://127.0.0.1:${link.port}`,
            boardId: created.id,
            key: created.keys.editor,
          }),
        ),
      )
      closers.push(() => clients.forEach(({ board }) => board.close()))
      boards.push({ created, clients })
    }

    const random = seededRandom(seed)
    const clients = boards.flatMap((board) => board.clients)
    const drawings = clients.map((client) => new RandomDrawing(client, random))
    const disturbances = new Disturbances({ redis, postgres, instances, clientLinks }, seededRandom(seed + 1))
    const [pace] = await Promise.all([
      atPace(perSecond, afterSeconds(seconds), () => drawings[randomBelow(random, drawings.length)]?.draw()),
      disturbances.run(seconds),
    ])
    const healing = await settled(first.url, boards)
    return {
      pace,
      disturbances: disturbances.counts,
      failedStarts: disturbances.failedStarts,
      violations: await judge(first.url, boards.map(historiesOf)),
      errors: clients.flatMap(({ name, errors }) => errors.map((error) => `${name}: ${error.message}`)),
      healing,
    }
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

/** How many there are of each kind. */
export function countByKind(violations: readonly Violation[]): Record<ViolationKind, number> {
  const counts = { lost: 0, altered: 0, duplicated: 0, reordered: 0, unfounded: 0, diverged: 0 }
  for (const { kind } of violations) counts[kind]++
  return counts
}
