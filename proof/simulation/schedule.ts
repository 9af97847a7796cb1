import { boardHash, encodeBase64Url } from '@drawbridge/board'
import { encodeOperations } from '@drawbridge/protocol'
import { Metrics } from '@drawbridge/server/core'
import type { Random, Violation } from '@drawbridge/testkit'
import { checkHistory, randomBelow, seededRandom, VirtualTime } from '@drawbridge/testkit'
import { RandomDrawing } from '../clients/random-drawing.ts'
import { SimulatedClient } from './client.ts'
import { Instance } from './instance.ts'
import { SimulatedStore } from './store.ts'

const board = 'board'
/** One for all: each watches the whole process. */
const metrics = new Metrics()
/** Virtual milliseconds in which everything must be quiet and equal after the last fault. */
const patience = 120_000
/** A store that loses entries, as one without durable storage may: clients must heal it. */
const chanceOfLoss = 0.25

export interface Outcome {
  readonly seed: number
  /** Entries in the log at the end. */
  readonly entries: number
  readonly faults: Readonly<Record<string, number>>
  /** Empty when every promise was kept. */
  readonly violations: readonly Violation[]
}

/** One life of a whole cluster: everything in it is decided by the seed. */
class Schedule {
  readonly #time: VirtualTime
  readonly #random: Random
  readonly #store = new SimulatedStore(board)
  readonly #instances: (Instance | undefined)[]
  readonly #clients: readonly SimulatedClient[]
  readonly #hands: readonly RandomDrawing[]
  readonly #faults: Record<string, number> = {}
  readonly #mayLose: boolean

  constructor(seed: number, time: VirtualTime) {
    this.#time = time
    const random = seededRandom(seed)
    this.#random = random
    this.#mayLose = random() < chanceOfLoss
    this.#instances = Array.from({ length: 1 + randomBelow(random, 3) }, () => this.#startInstance())
    const surroundings = {
      time: this.#time,
      random,
      board,
      instances: () => this.#running,
    }
    this.#clients = Array.from(
      { length: 2 + randomBelow(random, 3) },
      (_, i) => new SimulatedClient(`client-${i}`, random() < 0.7, surroundings),
    )
    this.#hands = this.#clients.map((client) => new RandomDrawing(client, random))
  }

  async run(seed: number): Promise<Outcome> {
    try {
      for (const client of this.#clients) client.connect()
      const steps = 30 + randomBelow(this.#random, 60)
      for (let step = 0; step < steps; step++) {
        this.#step()
        await this.#time.runUntil(this.#time.now + this.#random() * (this.#random() < 0.1 ? 2000 : 40))
      }
      this.#heal()
      const settled = await this.#settle()
      return {
        seed,
        entries: this.#store.entries(board).length,
        faults: this.#faults,
        violations: [...settled, ...this.#judge()],
      }
    } finally {
      for (const instance of this.#running) instance.crash()
    }
  }

  get #running(): Instance[] {
    return this.#instances.filter((instance) => instance !== undefined)
  }

  #startInstance(): Instance {
    return new Instance(this.#time, this.#random, this.#store, board, metrics)
  }

  #step(): void {
    const random = this.#random
    const dice = random()
    const client = this.#clients[randomBelow(random, this.#clients.length)]
    if (dice < 0.76) this.#hands[randomBelow(random, this.#hands.length)]?.draw()
    else if (dice < 0.81) this.#fault('drop', () => client?.dropConnection())
    else if (dice < 0.84) this.#fault('client crash', () => client?.crash())
    else if (dice < 0.87) this.#fault('instance crash', () => this.#crashInstance())
    else if (dice < 0.92)
      this.#fault('link cut', () => this.#instance()?.cutLink(random() * (random() < 0.2 ? 5000 : 1000)))
    else if (dice < 0.95) this.#fault('snapshot', () => this.#store.takeSnapshot(board))
    else if (dice < 0.975) this.#fault('freeze', () => this.#store.freezeAndThaw(board))
    else this.#fault('store restart', () => this.#restartStore())
  }

  #fault(name: string, happen: () => void): void {
    this.#faults[name] = (this.#faults[name] ?? 0) + 1
    happen()
  }

  #instance(): Instance | undefined {
    const running = this.#running
    return running[randomBelow(this.#random, running.length)]
  }

  #crashInstance(): void {
    const at = randomBelow(this.#random, this.#instances.length)
    this.#instances[at]?.crash()
    this.#instances[at] = undefined
    this.#time.after(this.#random() * 1500, () => {
      this.#instances[at] ??= this.#startInstance()
    })
  }

  #restartStore(): void {
    const lost = this.#mayLose && this.#random() < 0.5 ? 1 + randomBelow(this.#random, 6) : 0
    if (lost > 0) this.#faults['entries lost'] = (this.#faults['entries lost'] ?? 0) + lost
    for (const instance of this.#running) {
      instance.healLink()
      instance.link.cut()
    }
    this.#store.restart(lost)
    for (const instance of this.#running)
      this.#time.after(20 + this.#random() * 500, () => instance.healLink())
  }

  #heal(): void {
    this.#instances.forEach((instance, at) => {
      if (instance) instance.healLink()
      else this.#instances[at] = this.#startInstance()
    })
    for (const client of this.#clients) client.wake()
  }

  async #settle(): Promise<Violation[]> {
    const end = this.#time.now + patience
    const isQuiet = () => {
      const truth = boardHash(this.#store.fold(board))
      return this.#clients.every((client) => client.isIdle && client.hash() === truth)
    }
    while (!isQuiet()) {
      if (this.#time.now > end)
        return [{ kind: 'diverged', message: this.#clients.map(({ state }) => state).join('\n') }]
      await this.#time.runUntil(this.#time.now + 500)
    }
    return []
  }

  #judge(): Violation[] {
    const log = this.#store.entries(board).map(({ seq, client, n, operations }) => ({
      seq,
      client,
      n,
      content: encodeBase64Url(encodeOperations(operations)),
    }))
    const hash = boardHash(this.#store.fold(board))
    const failed = this.#clients.flatMap(({ name, errors }) =>
      errors.map((error): Violation => ({ kind: 'altered', message: `${name} was told: ${error.message}` })),
    )
    const histories = this.#clients.map((client) => client.history())
    const lostItsEnd = this.#faults['entries lost'] !== undefined
    return [...failed, ...checkHistory({ log, hash, clients: histories, lostItsEnd })]
  }
}

/** Runs the schedule of a seed, in virtual time. */
export async function simulate(seed: number): Promise<Outcome> {
  const time = new VirtualTime()
  const uninstall = time.install()
  try {
    return await new Schedule(seed, time).run(seed)
  } finally {
    uninstall()
  }
}
