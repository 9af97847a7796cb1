import { DrawbridgeError } from '@drawbridge/protocol'
import { afterEach, expect, test } from 'vitest'
import type { Freezer } from '../log/op-log.ts'
import { Metrics } from '../metrics.ts'
import { IdleSweeper } from './idle-sweeper.ts'

type Outcome = Awaited<ReturnType<Freezer['freeze']>>

let sweeper: IdleSweeper | undefined

afterEach(() => sweeper?.close())

/** A sweeper over boards of which each answers its freezes with these outcomes, one after another. */
function sweeperOver(outcomes: Readonly<Record<string, readonly (Outcome | Error)[]>>, isMyTurn = true) {
  const frozen: string[] = []
  const shortened: string[] = []
  const errors: unknown[] = []
  const left = new Map(Object.entries(outcomes).map(([board, list]) => [board, [...list]]))
  let since = 0
  const metrics = new Metrics()
  sweeper = new IdleSweeper({
    freezer: {
      claimSweep: async () => isMyTurn,
      async *idle(before) {
        since = before
        yield* Object.keys(outcomes)
      },
      async freeze(board) {
        const outcome = left.get(board)?.shift()
        if (outcome === undefined) throw new Error('asked too often')
        if (outcome instanceof Error) throw outcome
        if (outcome === 'frozen') frozen.push(board)
        return outcome
      },
      thawed: 0,
    },
    snapshotter: { shorten: async (board) => void shortened.push(board) },
    idle: 60_000,
    metrics,
    report: (error) => errors.push(error),
    now: () => 100_000,
  })
  const counted = async (name: 'frozen' | 'upkeepFailures') => (await metrics[name].get()).values[0]?.value
  return { sweeper, frozen, shortened, errors, since: () => since, counted }
}

test('puts all away that were idle for long enough', async () => {
  const { sweeper, frozen, since, counted } = sweeperOver({
    a: ['frozen'],
    b: ['gone'],
    c: ['in use'],
    d: ['frozen'],
  })
  await sweeper.sweep()
  expect(frozen.sort()).toEqual(['a', 'd'])
  expect(since()).toBe(40_000)
  expect(await counted('frozen')).toBe(2)
  expect(await counted('upkeepFailures')).toBe(0)
})

test('shortens what is too large and tries again', async () => {
  const { sweeper, frozen, shortened, errors } = sweeperOver({
    a: ['large', 'frozen'],
    b: ['large', 'large'],
  })
  await sweeper.sweep()
  expect(shortened).toEqual(['a', 'b'])
  expect(frozen).toEqual(['a'])
  expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('b') })])
})

test('leaves it to the instance whose turn it is', async () => {
  const { sweeper, frozen } = sweeperOver({ a: ['frozen'] }, false)
  await sweeper.sweep()
  expect(frozen).toEqual([])
})

test('reports what failed, counts it, and goes on with the others', async () => {
  const broken = new DrawbridgeError('INTERNAL')
  const { sweeper, frozen, errors, counted } = sweeperOver({
    a: [broken, 'frozen'],
    b: ['frozen'],
    c: ['older'],
  })
  await sweeper.sweep()
  expect(frozen).toEqual(['b'])
  expect(errors).toHaveLength(2)
  expect(await counted('upkeepFailures')).toBe(2)
})

test('stops while a store is away, and begins anew next time', async () => {
  const away = new DrawbridgeError('LOG_UNAVAILABLE')
  const boards = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`board-${i}`, [away, 'frozen' as const]]),
  )
  const { sweeper, frozen, errors } = sweeperOver(boards)
  await sweeper.sweep()
  expect(errors.length).toBeLessThan(10)
  const failed = errors.length
  // Those that were not tried have one more failure to come.
  for (let sweeps = 0; sweeps < 100 && frozen.length < failed; sweeps++) await sweeper.sweep()
  expect(frozen.length).toBeGreaterThanOrEqual(failed)
})
