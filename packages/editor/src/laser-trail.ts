import type { BoardPoint } from '@drawbridge/geometry'
import { distance } from '@drawbridge/geometry'

/** Where a laser pointer was, in board units, and how long ago in milliseconds. */
export type TrailPoint = readonly [x: number, y: number, age: number]

/** Milliseconds until a point has faded. */
export const laserLifetime = 1000
/** As many as fit in what is told of a person. */
const mostPoints = 64
/** Points closer in time than this are one, or a fast device would fill the trail. Milliseconds. */
const leastTime = laserLifetime / mostPoints

interface Timed {
  readonly at: BoardPoint
  readonly time: number
}

/** What a laser pointer leaves in the air for a second. Never part of the board. */
export class LaserTrail {
  #points: Timed[] = []

  /** Where it shines now; @param time milliseconds of the input's clock */
  add(at: BoardPoint, time: number): void {
    const last = this.#points.at(-1)
    const before = this.#points.at(-2)
    if (last && distance(last.at, at) === 0 && last.time === time) return
    // The newest point is always kept; the one that it comes too soon after is not.
    if (before && last && last.time - before.time < leastTime) this.#points.pop()
    this.#points.push({ at, time })
    if (this.#points.length > mostPoints) this.#points.shift()
  }

  /** A new press does not go on from where the last one ended. */
  clear(): void {
    this.#points = []
  }

  /** Forgets what has faded. */
  fade(time: number): void {
    if (this.#points.some((point) => time - point.time >= laserLifetime))
      this.#points = this.#points.filter((point) => time - point.time < laserLifetime)
  }

  get isEmpty(): boolean {
    return this.#points.length === 0
  }

  /** Oldest first. */
  points(time: number): readonly TrailPoint[] {
    return this.#points.map((point) => [point.at.x, point.at.y, Math.max(0, Math.round(time - point.time))])
  }
}
