import type { HandSample } from '../src/load/hand.ts'
import { Hand } from '../src/load/hand.ts'

const colors = ['ink', 'blue', 'red', 'green', 'violet', 'orange'] as const
/** Of what somebody writes, in board units. */
export const inkWidth = 3

/** What the hand with this seed writes in. */
export function colorOf(seed: number): (typeof colors)[number] {
  return colors[seed % colors.length] ?? 'ink'
}

/** Where somebody writes, in board units. */
export interface WritingPlace {
  readonly left: number
  readonly right: number
  /** The middle of the first line. */
  readonly top: number
  readonly bottom: number
}

/** Of two samples of a pen that leave together, as they do where the server has the real client wait that long. */
export const samplesAtOnce = 2

/** Room for what a stroke rises above and falls below its line, and for a stroke that begins where a line ends. */
const margin = { x: 160, y: 40 }
const columns = 3
const gap = 15
const lineHeight = 24

/** Places for so many people in a window whose corner is there. */
export function placesIn(
  corner: { readonly x: number; readonly y: number },
  window: { readonly width: number; readonly height: number },
  count: number,
): readonly WritingPlace[] {
  const rows = Math.ceil(count / columns)
  const width = (window.width - 2 * margin.x) / columns
  const height = (window.height - 2 * margin.y) / rows
  return Array.from({ length: count }, (_, i) => {
    const left = corner.x + margin.x + (i % columns) * width
    const top = corner.y + margin.y + Math.floor(i / columns) * height
    return { left, right: left + width, top, bottom: top + height }
  })
}

/** A hand that stays in its place: at the end of a line it begins another, and behind the last one the first again. */
export class PlacedHand {
  readonly #hand: Hand
  readonly #place: WritingPlace
  #line: number
  #shift = { x: 0, y: 0 }
  /** Where the next stroke begins. */
  #next: number

  constructor(seed: number, place: WritingPlace) {
    this.#hand = new Hand(seed)
    this.#place = place
    this.#line = place.top
    this.#next = place.left
  }

  next(): HandSample {
    const sample = this.#hand.next()
    if (sample.begins) this.#begin(sample)
    const placed = { ...sample, x: sample.x + this.#shift.x, y: sample.y + this.#shift.y }
    this.#next = Math.max(this.#next, placed.x + gap)
    return placed
  }

  #begin({ x, y }: HandSample): void {
    const { left, right, top, bottom } = this.#place
    if (this.#next > right) {
      this.#next = left
      this.#line += lineHeight
      if (this.#line > bottom) this.#line = top
    }
    this.#shift = { x: this.#next - x, y: this.#line - y }
  }
}
