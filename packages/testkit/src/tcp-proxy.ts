import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** A TCP link that can be broken. It begins whole. */
export interface TcpProxy {
  /** Where to connect to, on 127.0.0.1. */
  readonly port: number
  /** How many connections it has now, abandoned ones apart. */
  readonly connections: number
  /** Resets every connection, and new ones at once, until it is healed. */
  cut(): void
  /** Resets every connection; new ones go through. */
  drop(): void
  /** Half-open: connections stay, new ones are taken, and nothing passes in either direction until it is healed. */
  stall(): void
  /** Half-open for good: nothing passes any more on the connections that there are; new ones go through. */
  abandon(): void
  /** Ends `cut` and `stall`; what was held back passes now. */
  heal(): void
  /** What passes from now on takes this much longer, in each direction. Milliseconds. */
  delay(milliseconds: number): void
  /** So many bytes a second pass, in each direction, and no more are taken. */
  throttle(bytesPerSecond: number): void
  /** Where new connections lead from now on: a port of this machine. */
  retarget(port: number): void
  stop(): Promise<void>
}

type State = 'whole' | 'stalled' | 'cut'

interface Speed {
  /** Milliseconds. */
  latency: number
  bytesPerSecond: number
}

/** A proxy on a free port in front of a port of this machine. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  let state: State = 'whole'
  const speed: Speed = { latency: 0, bytesPerSecond: Infinity }
  const links = new Set<Link>()
  const abandoned = new Set<Link>()
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (state === 'cut') {
      near.on('error', () => {})
      near.resetAndDestroy()
      return
    }
    const link = new Link(near, target, speed)
    links.add(link)
    near.on('close', () => {
      // Of a half-open link the other end is told when it is healed.
      if (state !== 'stalled' && !abandoned.has(link)) links.delete(link)
    })
    if (state === 'whole') link.flow()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  const resetAll = () => {
    for (const link of links) link.reset()
    for (const link of abandoned) links.delete(link)
    abandoned.clear()
  }
  return {
    port: address.port,
    get connections() {
      return links.size - abandoned.size
    },
    cut() {
      state = 'cut'
      resetAll()
    },
    drop: resetAll,
    stall() {
      if (state === 'cut') return
      state = 'stalled'
      for (const link of links) link.hold()
    },
    abandon() {
      for (const link of links) {
        abandoned.add(link)
        link.hold()
      }
    },
    heal() {
      state = 'whole'
      for (const link of links) if (!abandoned.has(link) && !link.flow()) links.delete(link)
    },
    delay(milliseconds) {
      speed.latency = milliseconds
    },
    throttle(bytesPerSecond) {
      speed.bytesPerSecond = bytesPerSecond
    },
    retarget(port) {
      target = port
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      resetAll()
      await closed
    },
  }
}

/** One connection through the proxy. */
class Link {
  readonly #near: Socket
  readonly #target: number
  readonly #speed: Speed
  #far: Socket | undefined
  #held = true
  readonly #directions: Direction[] = []

  constructor(near: Socket, target: number, speed: Speed) {
    this.#near = near
    this.#target = target
    this.#speed = speed
    near.pause()
    near.setNoDelay(true)
    near.on('error', () => {})
    near.on('close', (failed) => this.#ended(this.#far, failed))
  }

  /** False when an end was lost while nothing passed: then both are gone. */
  flow(): boolean {
    this.#held = false
    if (this.#near.destroyed || this.#far?.destroyed) {
      this.reset()
      return false
    }
    if (!this.#far) {
      const far = connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
      this.#far = far
      far.on('error', () => {})
      far.on('close', (failed) => this.#ended(this.#near, failed))
      this.#directions.push(
        new Direction(this.#near, far, this.#speed),
        new Direction(far, this.#near, this.#speed),
      )
    }
    for (const direction of this.#directions) direction.flow()
    return true
  }

  hold(): void {
    this.#held = true
    for (const direction of this.#directions) direction.hold()
  }

  reset(): void {
    this.#near.resetAndDestroy()
    this.#far?.resetAndDestroy()
  }

  /** One side is gone: so is the other, once it has what was on its way. A half-open link tells nobody. */
  #ended(other: Socket | undefined, failed: boolean): void {
    if (this.#held) return
    if (failed) other?.resetAndDestroy()
    else other?.destroySoon()
  }
}

interface Passing {
  readonly due: number
  readonly run: () => void
}

/** What flows from one socket to another, in its order whatever the latency does. */
class Direction {
  readonly #from: Socket
  readonly #to: Socket
  readonly #speed: Speed
  readonly #passing: Passing[] = []
  #timer: NodeJS.Timeout | undefined
  #held = false
  /** When the last of what passes is through, but for the latency. */
  #free = 0

  constructor(from: Socket, to: Socket, speed: Speed) {
    this.#from = from
    this.#to = to
    this.#speed = speed
    from.on('data', (bytes) => this.#pass(bytes.length, () => to.write(bytes)))
    from.on('end', () => this.#pass(0, () => to.end()))
    to.on('drain', () => this.#takeMore())
  }

  flow(): void {
    this.#held = false
    this.#work()
  }

  hold(): void {
    this.#held = true
    this.#from.pause()
  }

  #pass(bytes: number, run: () => void): void {
    const { latency, bytesPerSecond } = this.#speed
    this.#free = Math.max(this.#free, performance.now()) + (bytes / bytesPerSecond) * 1000
    this.#passing.push({ due: this.#free + latency, run })
    if (bytesPerSecond < Infinity) this.#from.pause()
    this.#work()
  }

  #work(): void {
    clearTimeout(this.#timer)
    for (;;) {
      if (this.#held) return
      const next = this.#passing[0]
      if (!next) break
      const wait = next.due - performance.now()
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#work(), wait)
        return
      }
      this.#passing.shift()
      next.run()
    }
    this.#takeMore()
  }

  /** Who does not read is not read from: the pressure reaches the other end, as without a proxy. */
  #takeMore(): void {
    if (this.#to.writableNeedDrain) this.#from.pause()
    else if (!this.#held) this.#from.resume()
  }
}
