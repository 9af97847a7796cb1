import type { ScreenPoint } from '@drawbridge/geometry'
import { distance } from '@drawbridge/geometry'
import type { PointerInput } from './input.ts'
import type { Pair } from './pinch.ts'

/** A finger that goes no further than this has only tapped. CSS pixels. */
export const fingerTremble = 10
/** A tap of several fingers is over within this. Milliseconds. */
const tapTime = 400

interface Finger {
  readonly start: ScreenPoint
  now: ScreenPoint
  /** Where the view has followed it to. */
  followed: ScreenPoint
}

/** The fingers on the board, from the first that comes to the last that goes. */
export class Fingers {
  readonly #fingers = new Map<number, Finger>()
  #began = 0
  #most = 0
  #moved = false

  get count(): number {
    return this.#fingers.size
  }

  /** True from the second finger until the last has gone: the one that stays longer must not start to draw. */
  get several(): boolean {
    return this.#most > 1
  }

  add({ pointerId, screen, time }: PointerInput): void {
    if (this.#fingers.size === 0) this.clear(time)
    this.#fingers.set(pointerId, { start: screen, now: screen, followed: screen })
    this.#most = Math.max(this.#most, this.#fingers.size)
  }

  /** How the first two have gone; undefined while all of them only tremble, so that a tap does not move the view. */
  move({ pointerId, screen }: PointerInput): { readonly before: Pair; readonly after: Pair } | undefined {
    const finger = this.#fingers.get(pointerId)
    if (!finger) return undefined
    finger.now = screen
    this.#moved ||= distance(finger.start, screen) > fingerTremble
    if (!this.#moved || !this.several) return undefined
    const before = this.#pair()
    for (const each of this.#fingers.values()) each.followed = each.now
    const after = this.#pair()
    return before && after && { before, after }
  }

  /** How many fingers have tapped at once, told when the last of them goes; 0 otherwise. */
  remove({ pointerId, kind, time }: PointerInput): number {
    if (!this.#fingers.delete(pointerId)) return 0
    this.#moved ||= kind === 'cancel'
    if (this.#fingers.size > 0) return 0
    const tapped = !this.#moved && time - this.#began <= tapTime ? this.#most : 0
    this.clear(time)
    return tapped
  }

  clear(time = 0): void {
    this.#fingers.clear()
    this.#began = time
    this.#most = 0
    this.#moved = false
  }

  /** The two that came first: a third one changes nothing. */
  #pair(): Pair | undefined {
    const [a, b] = this.#fingers.values()
    return a && b && [a.followed, b.followed]
  }
}
