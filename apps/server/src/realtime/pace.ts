/** How often the load is looked at. Milliseconds. */
const lookEvery = 500
/** How often something leaves. Milliseconds. */
export interface Rhythm {
  /** Shortest time between two appends to a board, and so between two packets to everyone on it. */
  readonly tick: number
  /** What clients are told: the shortest time between two submits of one of them. */
  readonly pace: number
}

/** With few people a submit costs as much as what it leads to: two samples of a pen share one. */
const fewPeoplePace = 24
/** Somewhat less than lies between two samples of a pen, so that each leaves at once although timers are late. */
const eachSample = 12
/**
 * On a crowded board, by how hard the instance has it. What costs there is a packet to everyone, so that gathers and a
 * submit does not wait, as long as that can be afforded.
 */
const slower: readonly Rhythm[] = [
  { tick: 33, pace: eachSample },
  { tick: 33, pace: 33 },
  { tick: 50, pace: 50 },
]
/** Shares of the time that the event loop is busy: from here on boards slow down, and below this they recover … */
const isHard = 0.8
const isEasy = 0.5
/** … once it has been so for as many looks in a row. */
const looksOfEase = 6
/** From so many connections on a board is crowded: what it costs is packets times people. */
export const crowd = 30

/** The share of the time since the last question that the event loop was busy, from 0 to 1. */
export type Load = () => number

/** Of this thread. */
export function eventLoopLoad(): Load {
  let before = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    return utilization
  }
}

/**
 * How long crowded boards of an instance gather what is drawn before they send it to everyone. The more it has to do, the
 * fewer and larger the packets, so that a crowd is served a little later instead of ever later. It slows down at once
 * and recovers slowly. Small boards are not concerned.
 */
export class Pace {
  readonly #fewPeople: Rhythm
  readonly #levels: readonly Rhythm[]
  readonly #load: Load
  readonly #changed: () => void
  readonly #timer: NodeJS.Timeout
  #level = 0
  #looksOfEase = 0

  /**
   * @param tick of a board without a crowd, in milliseconds
   * @param changed told when crowded boards have another pace
   */
  constructor(tick: number, changed: () => void, load: Load = eventLoopLoad()) {
    this.#fewPeople = { tick, pace: Math.max(tick, fewPeoplePace) }
    this.#levels = slower.map((level) => ({
      tick: Math.max(tick, level.tick),
      pace: level.pace,
    }))
    this.#load = load
    this.#changed = changed
    this.#timer = setInterval(() => this.#look(), lookEvery).unref()
  }

  /** Of a board with so many connections. */
  of(connections: number): Rhythm {
    return (connections < crowd ? undefined : this.#levels[this.#level]) ?? this.#fewPeople
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const load = this.#load()
    this.#looksOfEase = load < isEasy ? this.#looksOfEase + 1 : 0
    if (load > isHard) this.#go(this.#level + 1)
    else if (this.#looksOfEase >= looksOfEase) {
      this.#looksOfEase = 0
      this.#go(this.#level - 1)
    }
  }

  #go(wanted: number): void {
    const level = Math.min(slower.length - 1, Math.max(0, wanted))
    if (level === this.#level) return
    this.#level = level
    this.#changed()
  }
}
