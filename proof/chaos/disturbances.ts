import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresProcess, Random, RedisProcess, ServerProcess, TcpProxy } from '@drawbridge/testkit'
import { randomBelow } from '@drawbridge/testkit'

/** An instance and its link to Redis. */
export interface Instance {
  readonly server: ServerProcess
  readonly redisLink: TcpProxy
}

export interface World {
  readonly redis: RedisProcess
  readonly postgres: PostgresProcess
  readonly instances: readonly Instance[]
  /** Each client's own link; where it leads can change. */
  readonly clientLinks: readonly TcpProxy[]
}

export const disturbanceNames = [
  'link cut',
  'link stall',
  'server kill',
  'client drop',
  'client stall',
  'client delay',
  'Redis kill',
  'PostgreSQL kill',
] as const
export type DisturbanceName = (typeof disturbanceNames)[number]

/** Those that come at random and any number of times, each as often as its weight says. */
const weights: readonly (readonly [DisturbanceName, number])[] = [
  ['link cut', 4],
  ['link stall', 2],
  ['server kill', 2],
  ['client drop', 5],
  ['client stall', 2],
  ['client delay', 1],
]
const shortestPause = 150
const longestPause = 900
const mostStarts = 5

/** What breaks, when and for how long, as its dice say; everything is whole again when `run` has resolved. */
export class Disturbances {
  readonly counts: Record<DisturbanceName, number>
  /** What instances said that ended while they started. */
  readonly failedStarts: string[] = []
  readonly #world: World
  readonly #random: Random
  /** A part that is broken is left alone until it is whole. */
  readonly #broken = new Set<object>()

  constructor(world: World, random: Random) {
    this.#world = world
    this.#random = random
    this.counts = Object.fromEntries(disturbanceNames.map((name) => [name, 0])) as Record<
      DisturbanceName,
      number
    >
  }

  /** @param seconds how long it goes on; with one kill of Redis and one of PostgreSQL somewhere in the middle half */
  async run(seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1000
    const inTheMiddle = () => end - seconds * 1000 * (0.25 + 0.5 * this.#random())
    const once = new Map<DisturbanceName, number>([
      ['Redis kill', inTheMiddle()],
      ['PostgreSQL kill', inTheMiddle()],
    ])
    const underWay: Promise<void>[] = []
    while (performance.now() < end) {
      await wait(Math.min(this.#between(shortestPause, longestPause), Math.max(0, end - performance.now())))
      const [due] = [...once].find(([, at]) => performance.now() > at) ?? []
      if (due) once.delete(due)
      const disturbance = this.#disturb(due ?? this.#choose())
      // What failed is thrown at the end, when all is whole.
      disturbance.catch(() => {})
      underWay.push(disturbance)
    }
    await Promise.all(underWay)
  }

  #choose(): DisturbanceName {
    let dice = this.#random() * weights.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of weights) if ((dice -= weight) < 0) return name
    return 'client drop'
  }

  async #disturb(name: DisturbanceName): Promise<void> {
    const { redis, postgres, instances, clientLinks } = this.#world
    const instance = this.#pick(instances)
    const client = this.#pick(clientLinks)
    // All dice are thrown here, before anything is awaited, so that their order does not hang on the machine's speed.
    const time = this.#random()
    const moves = this.#random() < 0.5
    const target = this.#pick(instances).server.port
    const lasting = (from: number, to: number) => from + time * (to - from)
    switch (name) {
      case 'link cut':
        return this.#during(name, instance.redisLink, async () => {
          instance.redisLink.cut()
          await wait(lasting(300, 1500))
          instance.redisLink.heal()
        })
      case 'link stall':
        return this.#during(name, instance.redisLink, async () => {
          instance.redisLink.stall()
          await wait(lasting(500, 4000))
          instance.redisLink.heal()
        })
      case 'server kill':
        return this.#during(name, instance, async () => {
          await instance.server.kill()
          await wait(lasting(100, 1000))
          await this.#startAgain(instance.server)
        })
      case 'client drop':
        return this.#during(name, client, async () => {
          // Half of them come back through another instance.
          if (moves) client.retarget(target)
          client.drop()
        })
      case 'client stall':
        return this.#during(name, client, async () => {
          client.stall()
          await wait(lasting(300, 3000))
          client.heal()
        })
      case 'client delay':
        return this.#during(name, client, async () => {
          client.delay(lasting(10, 150))
          await wait(2000)
          client.delay(0)
        })
      case 'Redis kill':
        return this.#crash(name, redis, lasting(200, 1500))
      case 'PostgreSQL kill':
        return this.#crash(name, postgres, lasting(200, 3000))
    }
  }

  /** As a supervisor does: tries again when an instance ends while it starts. */
  async #startAgain(server: ServerProcess): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await server.restart()
        return
      } catch (error) {
        if (attempt === mostStarts) throw error
        this.failedStarts.push(String(error))
      }
    }
  }

  #crash(
    name: DisturbanceName,
    store: { kill(): Promise<void>; restart(): Promise<void> },
    milliseconds: number,
  ): Promise<void> {
    return this.#during(name, store, async () => {
      await store.kill()
      await wait(milliseconds)
      await store.restart()
    })
  }

  async #during(name: DisturbanceName, part: object, disturb: () => Promise<void>): Promise<void> {
    if (this.#broken.has(part)) return
    this.#broken.add(part)
    this.counts[name]++
    await disturb()
    this.#broken.delete(part)
  }

  #pick<T>(items: readonly T[]): T {
    return items[randomBelow(this.#random, items.length)] as T
  }

  #between(from: number, to: number): number {
    return from + this.#random() * (to - from)
  }
}
