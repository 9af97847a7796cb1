interface Event {
  readonly at: number
  readonly order: number
  run: (() => void) | undefined
}

const earlier = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order)

const turn = setImmediate

/**
 * Time that passes only when it is told to. While it is installed, every timer and clock of this process follows it: code
 * that was written for real time runs as it is, always in the same order, and a minute takes no longer than its work.
 */
export class VirtualTime {
  #now = 0
  #order = 0
  /** A binary heap: the next event first. */
  readonly #events: Event[] = []

  /** Milliseconds since the beginning. */
  get now(): number {
    return this.#now
  }

  /** Returns what takes the event off again. */
  after(delay: number, run: () => void): () => void {
    const event: Event = { at: this.#now + Math.max(0, delay), order: this.#order++, run }
    this.#push(event)
    return () => {
      event.run = undefined
    }
  }

  /** Runs what is due until then, each event with all promises that it settles. */
  async runUntil(end: number): Promise<void> {
    for (;;) {
      const next = this.#events[0]
      if (!next || next.at > end) break
      this.#pop()
      if (!next.run) continue
      this.#now = Math.max(this.#now, next.at)
      next.run()
      await new Promise((resolve) => turn(resolve))
    }
    this.#now = Math.max(this.#now, end)
  }

  /** Takes the place of the process's timers and clocks. Returns what puts those back. */
  install(): () => void {
    const real = {
      setTimeout: globalThis.setTimeout,
      clearTimeout: globalThis.clearTimeout,
      setInterval: globalThis.setInterval,
      clearInterval: globalThis.clearInterval,
    }
    const [realNow, realDate] = [performance.now, Date.now]
    const clear = (timer: unknown) => (timer as VirtualTimer | undefined)?.cancel()
    Object.assign(globalThis, {
      setTimeout: (run: () => void, delay = 0) => new VirtualTimer(this, run, delay, false),
      setInterval: (run: () => void, delay = 0) => new VirtualTimer(this, run, delay, true),
      clearTimeout: clear,
      clearInterval: clear,
    })
    performance.now = () => this.#now
    Date.now = () => this.#now
    return () => {
      Object.assign(globalThis, real)
      performance.now = realNow
      Date.now = realDate
    }
  }

  #push(event: Event): void {
    const events = this.#events
    let at = events.length
    events.push(event)
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = events[above] as Event
      if (!earlier(event, parent)) break
      events[at] = parent
      at = above
    }
    events[at] = event
  }

  #pop(): void {
    const events = this.#events
    const last = events.pop() as Event
    if (events.length === 0) return
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= events.length) break
      const right = events[below + 1]
      if (right && earlier(right, events[below] as Event)) below++
      const child = events[below] as Event
      if (!earlier(child, last)) break
      events[at] = child
      at = below
    }
    events[at] = last
  }
}

/** Like the timers of Node, as far as they are used. */
class VirtualTimer {
  #off: () => void

  constructor(time: VirtualTime, run: () => void, delay: number, repeats: boolean) {
    const fire = () => {
      if (repeats) this.#off = time.after(delay, fire)
      run()
    }
    this.#off = time.after(delay, fire)
  }

  cancel(): void {
    this.#off()
  }

  unref(): this {
    return this
  }
}
