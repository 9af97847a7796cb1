/** How often the load is looked at. Milliseconds. */
const lookEvery = 500
/** How often something leaves. Milliseconds. */
export interface Rhythm {
  /** Shortest time between two appends to a board, and so between two packets to everyone on it. */
  readonly tick: number
  /** What clients are told: the shortest time between two submits of one of them. */
  readonly pace: number
}

/** Who is alone sends rarely: nobody waits for it, and what it costs is packets. */
const alonePace = 100
/** With few people a submit costs as much as what it leads to: two samples of a pen share one. */
const fewPeoplePace = 24
/** Milliseconds between two packets on a crowded board, by how hard the instance has it. */
const slower = [33, 50] as const
/**
 * What costs on a crowded board is a packet to everyone, so that gathers, and a submit does not wait: somewhat less than
 * lies between two samples of a pen, so that each leaves at once although timers are late. Milliseconds.
 */
const eachSample = 12
/** Unless those who draw are a crowd themselves and the instance has it hard: from so many submits a second on … */
const manySubmits = 2000
/** … until there are so few although they gather. */
const fewSubmits = 400
/** Shares of the time that the event loop is busy: from here on boards slow down, and below this they recover … */
const isHard = 0.8
const isEasy = 0.5
/** … once it has been so for as many looks in a row. */
const looksOfEase = 6
/** From so many connections on a board is crowded: what it costs is packets times people. */
export const crowd = 30

/** The share of the time since the last question that the event loop was busy, from 0 to 1. */
type Load = () => number

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

export interface PaceOptions {
  /** Of a board without a crowd. Milliseconds. */
  readonly tick: number
  /** Told when crowded boards have another rhythm. */
  readonly changed: () => void
  readonly load?: Load
}

/**
 * How long crowded boards of an instance gather what is drawn before they send it to everyone. The more it has to do, the
 * fewer and larger the packets, so that a crowd is served a little later instead of ever later. It slows down at once
 * and recovers slowly. Boards with few people are not concerned.
 */
export class Pace {
  readonly #alone: Rhythm
  readonly #fewPeople: Rhythm
  readonly #tick: number
  readonly #load: Load
  readonly #changed: () => void
  readonly #timer: NodeJS.Timeout
  #crowded: Rhythm
  #level = 0
  #looksOfEase = 0
  #submits = 0
  #isGathering = false

  constructor({ tick, changed, load = eventLoopLoad() }: PaceOptions) {
    this.#tick = tick
    this.#alone = { tick, pace: Math.max(tick, alonePace) }
    this.#fewPeople = { tick, pace: Math.max(tick, fewPeoplePace) }
    this.#load = load
    this.#changed = changed
    this.#crowded = this.#rhythm()
    this.#timer = setInterval(() => this.#look(), lookEvery).unref()
  }

  /** Of a board with so many connections here. @param hasOthers whether other instances have people on it */
  of(connections: number, hasOthers: boolean): Rhythm {
    if (connections >= crowd) return this.#crowded
    return connections > 1 || hasOthers ? this.#fewPeople : this.#alone
  }

  /** A submit has come, on whatever board. */
  submitted(): void {
    this.#submits++
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const load = this.#load()
    this.#looksOfEase = load < isEasy ? this.#looksOfEase + 1 : 0
    if (load > isHard) this.#level = Math.min(this.#level + 1, slower.length - 1)
    else if (this.#looksOfEase >= looksOfEase) {
      this.#looksOfEase = 0
      this.#level = Math.max(this.#level - 1, 0)
    }
    const perSecond = (this.#submits * 1000) / lookEvery
    this.#submits = 0
    this.#isGathering = this.#isGathering ? perSecond > fewSubmits : perSecond > manySubmits && load > isHard
    const { tick, pace } = this.#rhythm()
    if (tick === this.#crowded.tick && pace === this.#crowded.pace) return
    this.#crowded = { tick, pace }
    this.#changed()
  }

  #rhythm(): Rhythm {
    const tick = Math.max(this.#tick, slower[this.#level] ?? 0)
    return { tick, pace: this.#isGathering ? tick : eachSample }
  }
}
