import type { Random } from '@drawbridge/testkit'
import { DrawbridgeError } from '@drawbridge/protocol'
import type { OpLog } from '@drawbridge/server/core'
import { LiveComposer } from '@drawbridge/server/core'
import type { VirtualTime } from '@drawbridge/testkit'
import type { Publish, SimulatedStore } from './store.ts'

/** As the server's own. Milliseconds. */
const deadline = 3000
const slowest = 8

interface Call {
  readonly execute: () => () => void
  sent: boolean
  answered: boolean
  givenUp: boolean
}

/**
 * One instance's connection to the store. Calls arrive in order and are answered in order; when the connection breaks,
 * what was sent and not answered may have been executed, and is sent again: that is what the Redis client does.
 */
export class StoreLink {
  readonly #time: VirtualTime
  readonly #random: Random
  readonly #store: SimulatedStore
  readonly #deliver: Publish
  readonly #composer = new LiveComposer()
  #isUp = true
  /** Messages of an earlier connection never arrive. */
  #connection = 1
  #calls: Call[] = []
  #arrivesAt = 0
  #deliveredAt = 0
  readonly #unsubscribe: () => void

  constructor(time: VirtualTime, random: Random, store: SimulatedStore, deliver: Publish) {
    this.#time = time
    this.#random = random
    this.#store = store
    this.#deliver = deliver
    this.#unsubscribe = store.subscribe((...message) => this.#publish(message))
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Names the store's life that answers. */
  life(): Promise<string> {
    return this.#call(() => String(this.#store.run))
  }

  cut(): void {
    this.#isUp = false
    this.#connection++
    this.#composer.forgetAll()
  }

  heal(): void {
    if (this.#isUp) return
    this.#isUp = true
    const calls = this.#calls
    this.#calls = []
    for (const call of calls) if (call.sent || !call.givenUp) this.#send(call)
  }

  /** The instance is gone: nothing that it asked for concerns anyone. */
  end(): void {
    this.cut()
    this.#calls = []
    this.#unsubscribe()
  }

  /** The log as the instance sees it. */
  get log(): OpLog {
    const store = this.#store
    const call = <Result>(execute: () => Result) => this.#call(execute)
    const unused = () => Promise.reject(new Error('no part of this simulation'))
    return {
      append: async (board, groups) => {
        const live = this.#composer.compose(board, groups)
        try {
          const { counts, ...appended } = await call(() => store.append(board, groups, live))
          live.stored(appended.head, counts)
          return appended
        } catch (error) {
          this.#composer.forget(board)
          throw error
        }
      },
      read: (board, after, maxBytes, client) => call(() => store.read(board, after, maxBytes, client)),
      state: (board) => call(() => store.state(board)),
      states: (boards) => call(() => new Map(boards.map((board) => [board, store.state(board)]))),
      snapshot: (board) => call(() => store.snapshot(board)),
      ping: () => call(() => undefined),
      createBoard: unused,
      metadata: unused,
      saveSnapshot: unused,
      compact: unused,
      keepHot: unused,
      secret: unused,
      close: unused,
    }
  }

  #call<Result>(execute: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      const call: Call = {
        execute: () => {
          try {
            const result = execute()
            return () => resolve(result)
          } catch (error) {
            return () => reject(error as Error)
          }
        },
        sent: false,
        answered: false,
        givenUp: false,
      }
      this.#time.after(deadline, () => {
        call.givenUp = true
        if (!call.answered) reject(new DrawbridgeError('LOG_UNAVAILABLE'))
      })
      if (this.#isUp) this.#send(call)
      else this.#calls.push(call)
    })
  }

  #send(call: Call): void {
    call.sent = true
    this.#calls.push(call)
    const connection = this.#connection
    this.#arrivesAt = Math.max(this.#arrivesAt, this.#time.now + this.#random() * slowest)
    this.#time.after(this.#arrivesAt - this.#time.now, () => {
      // What was under way when the link broke may have arrived or not.
      if (connection !== this.#connection && this.#random() < 0.5) return
      const answer = call.execute()
      this.#time.after(this.#random() * slowest, () => {
        if (connection !== this.#connection || call.answered) return
        call.answered = true
        this.#calls = this.#calls.filter((other) => other !== call)
        answer()
      })
    })
  }

  #publish(message: Parameters<Publish>): void {
    if (!this.#isUp) return
    const connection = this.#connection
    this.#deliveredAt = Math.max(this.#deliveredAt, this.#time.now + this.#random() * slowest)
    this.#time.after(this.#deliveredAt - this.#time.now, () => {
      if (connection === this.#connection) this.#deliver(...message)
    })
  }
}
