import { DrawbridgeError } from '@drawbridge/protocol'
import { expect, test, vi } from 'vitest'
import type { Appended, EntryGroup } from '../log/op-log.ts'
import type { AppendQueueOptions, Outcome } from './append-queue.ts'
import { AppendQueue } from './append-queue.ts'

/** An append that the test lets end when it wants. */
interface Flight {
  readonly groups: readonly EntryGroup[]
  readonly land: () => void
  readonly crash: (error: Error) => void
}

function queueWithFlights(options: Partial<AppendQueueOptions> = {}) {
  const flights: Flight[] = []
  let taken = () => {}
  const queue = new AppendQueue({
    tick: () => 0,
    append: (groups) =>
      new Promise<Appended>((resolve, reject) => {
        const last = groups.map(({ first, entries }) => first + entries.length - 1)
        flights.push({
          groups,
          land: () => resolve({ last, head: 0 }),
          crash: reject,
        })
        taken()
      }),
    ...options,
  })
  const flight = async (number: number): Promise<Flight> => {
    for (;;) {
      const found = flights[number]
      if (found) return found
      await new Promise<void>((resolve) => (taken = resolve))
    }
  }
  return { queue, flights, flight }
}

function group(first: number, bytes = 1): EntryGroup {
  return { client: 'c', first, entries: [new Uint8Array(bytes)] }
}

function push(queue: AppendQueue, first: number, bytes = 1): Promise<Outcome> {
  return queue.push(group(first, bytes), bytes)
}

test('what comes while an append is in flight is the next one, together and in order', async () => {
  const { queue, flights, flight } = queueWithFlights()
  const replies = [push(queue, 1), push(queue, 2), push(queue, 3)]
  expect(flights.map(({ groups }) => groups.length)).toEqual([1])
  ;(await flight(0)).land()
  const second = await flight(1)
  expect(second.groups.map(({ first }) => first)).toEqual([2, 3])
  second.land()
  expect(await Promise.all(replies)).toEqual([1, 2, 3].map((last) => ({ ok: true, last })))
})

test('an answer comes only after its append has returned', async () => {
  const { queue, flight } = queueWithFlights()
  let answered = false
  const reply = push(queue, 1).then(() => (answered = true))
  const only = await flight(0)
  await new Promise((resolve) => setImmediate(resolve))
  expect(answered).toBe(false)
  only.land()
  await reply
})

test('appends start a tick apart, and the first after a pause at once', async () => {
  vi.useFakeTimers()
  try {
    const tick = 50
    const { queue, flights } = queueWithFlights({ tick: () => tick })
    void push(queue, 1)
    expect(flights).toHaveLength(1)
    void push(queue, 2)
    flights[0]?.land()
    await vi.advanceTimersByTimeAsync(tick - 1)
    expect(flights).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(flights).toHaveLength(2)
    flights[1]?.land()
    await vi.advanceTimersByTimeAsync(tick)
    void push(queue, 3)
    expect(flights).toHaveLength(3)
  } finally {
    vi.useRealTimers()
  }
})

test('an append that fails is everyone’s failure who was in it, and the queue goes on', async () => {
  const { queue, flight } = queueWithFlights()
  const replies = [push(queue, 1), push(queue, 2)]
  ;(await flight(0)).crash(new DrawbridgeError('LOG_UNAVAILABLE'))
  ;(await flight(1)).land()
  expect(await Promise.all(replies)).toMatchObject([
    { ok: false, error: { code: 'LOG_UNAVAILABLE' } },
    { ok: true },
  ])
})

test('a defect of the log is told as INTERNAL, without its message', async () => {
  const { queue, flight } = queueWithFlights()
  const reply = push(queue, 1)
  ;(await flight(0)).crash(new Error('secret of the house'))
  const outcome = await reply
  expect(outcome).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
  expect(JSON.stringify(outcome)).not.toContain('secret')
})

test('more than may wait is refused with a time to come again', async () => {
  const { queue, flight } = queueWithFlights({ maxWaiting: 100 })
  void push(queue, 1, 60)
  void push(queue, 2, 60)
  const refused = await push(queue, 3, 60)
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) },
  })
  ;(await flight(0)).land()
  ;(await flight(1)).land()
  await queue.settled()
  const reply = push(queue, 3, 60)
  ;(await flight(2)).land()
  expect((await reply).ok).toBe(true)
})

test('one append has a size, but a group that is larger goes alone', async () => {
  const { queue, flight } = queueWithFlights({ maxBatch: 100 })
  for (const [i, bytes] of [1, 60, 60, 200, 1].entries()) void push(queue, i + 1, bytes)
  const batches: number[][] = []
  while (!queue.idle) {
    const { groups, land } = await flight(batches.length)
    batches.push(groups.map(({ first }) => first))
    land()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(batches).toEqual([[1], [2], [3], [4], [5]])
})

test('settled waits for what is in flight and what waits', async () => {
  const { queue, flight } = queueWithFlights()
  const order: string[] = []
  void push(queue, 1).then(() => order.push('first'))
  void push(queue, 2).then(() => order.push('second'))
  const settled = queue.settled().then(() => order.push('settled'))
  ;(await flight(0)).land()
  ;(await flight(1)).land()
  await settled
  expect(order).toEqual(['first', 'second', 'settled'])
})
