import type { Random, VirtualTime } from '@drawbridge/testkit'

const slowest = 40

type Listener = (...values: never[]) => void

/** One direction of a connection: in order, each message after a while, none once it is closed. */
class Pipe {
  readonly #time: VirtualTime
  readonly #random: Random
  readonly #arrive: (message: () => void) => void
  #last = 0
  isOpen = true

  constructor(time: VirtualTime, random: Random) {
    this.#time = time
    this.#random = random
    this.#arrive = (message) => message()
  }

  send(message: () => void): void {
    if (!this.isOpen) return
    this.#last = Math.max(this.#last, this.#time.now + this.#random() * slowest)
    this.#time.after(this.#last - this.#time.now, () => {
      if (this.isOpen) this.#arrive(message)
    })
  }
}

/** What the server's core sees of a socket. */
export class ServerEnd {
  readonly id: string
  connected = true
  data: unknown
  nsp: { join(id: string): void } | undefined
  readonly #connection: SimulatedConnection
  readonly #listeners = new Map<string, Listener[]>()
  readonly conn = {
    // The simulated network takes everything at once: readers that are too slow have tests of their own.
    writeBuffer: [],
    transport: { writable: true, socket: { bufferedAmount: 0 } },
    on: () => {},
    off: () => {},
    close: () => this.#connection.drop('server'),
  }

  constructor(id: string, connection: SimulatedConnection) {
    this.id = id
    this.#connection = connection
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  emit(event: string, ...values: unknown[]): void {
    if (this.connected) this.#connection.toClient(event, values)
  }

  timeout(_milliseconds: number) {
    return {
      emitWithAck: (event: string) =>
        new Promise((resolve) => this.#connection.toClient(event, [(answer: unknown) => resolve(answer)])),
    }
  }

  join(room: string): void {
    this.nsp?.join(room)
  }

  receive(event: string, values: readonly unknown[]): void {
    if (this.connected)
      for (const listener of this.#listeners.get(event) ?? []) listener(...(values as never[]))
  }

  /** The process is gone: nobody here hears of it. */
  vanish(): void {
    this.connected = false
    this.#connection.drop('server')
  }

  closed(): void {
    if (!this.connected) return
    this.connected = false
    for (const listener of this.#listeners.get('disconnect') ?? []) listener()
  }
}

/** A socket between a client and an instance, and all that can become of it. */
export class SimulatedConnection {
  readonly server: ServerEnd
  readonly #time: VirtualTime
  readonly #random: Random
  readonly #up: Pipe
  readonly #down: Pipe
  readonly #onEvent: (event: string, values: readonly unknown[]) => void
  readonly #onClose: () => void
  #isClosed = false

  constructor(
    time: VirtualTime,
    random: Random,
    id: string,
    onEvent: (event: string, values: readonly unknown[]) => void,
    onClose: () => void,
  ) {
    this.#time = time
    this.#random = random
    this.#onEvent = onEvent
    this.#onClose = onClose
    this.#up = new Pipe(time, random)
    this.#down = new Pipe(time, random)
    this.server = new ServerEnd(id, this)
  }

  /** From the client. A last value that is a function gets the answer. */
  emit(event: string, ...values: unknown[]): void {
    const reply = values.at(-1)
    const sent =
      typeof reply === 'function'
        ? [...values.slice(0, -1), (answer: unknown) => this.#down.send(() => void reply(answer))]
        : values
    this.#up.send(() => this.server.receive(event, sent))
  }

  toClient(event: string, values: readonly unknown[]): void {
    const reply = values.at(-1)
    const sent =
      typeof reply === 'function'
        ? [...values.slice(0, -1), (answer: unknown) => this.#up.send(() => void reply(answer))]
        : values
    this.#down.send(() => this.#onEvent(event, sent))
  }

  /**
   * The connection breaks: one side knows at once, the other after a while. What is under way by then may still arrive
   * at the side that does not know.
   */
  drop(by: 'client' | 'server'): void {
    if (this.#isClosed) return
    this.#isClosed = true
    const later = this.#random() * (this.#random() < 0.2 ? 15_000 : 100)
    const closeServer = () => {
      this.#up.isOpen = false
      this.server.closed()
    }
    const closeClient = () => {
      this.#down.isOpen = false
      this.#onClose()
    }
    if (by === 'client') {
      closeClient()
      this.#time.after(later, closeServer)
    } else {
      closeServer()
      this.#time.after(later, closeClient)
    }
  }
}
