import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import {
  createElement,
  deleteElement,
  elementId,
  eraseStroke,
  extendStroke,
  indexBetween,
  Ink,
  line,
  palette,
  rectangle,
  stroke,
  text,
  updateElement,
} from '@drawbridge/board'
import type { Random } from '@drawbridge/testkit'
import { randomBelow, randomBytes } from '@drawbridge/testkit'

const strokeLength = 40
/** Boards stay about this large, so that a run of any length costs the same per entry. */
const enoughElements = 120

/** Whose hand it is. */
export interface Drawer {
  readonly board: Pick<BoardView, 'elements' | 'get'>
  submit(operations: readonly Operation[]): void
  /** False when there was nothing to take back. */
  undo(): boolean
  redo(): boolean
}

/** A hand that does everything that a hand can do, mostly ink, as its dice say. */
export class RandomDrawing {
  readonly #client: Drawer
  readonly #random: Random
  #stroke: ElementId | undefined
  #erasings = 0

  constructor(client: Drawer, random: Random) {
    this.#client = client
    this.#random = random
  }

  /** Submits one entry. */
  draw(): void {
    const dice = this.#random()
    if (dice < 0.06 && this.#client.undo()) return
    if (dice < 0.1 && this.#client.redo()) return
    this.#client.submit([this.#next(dice)])
  }

  #next(dice: number): Operation {
    const { elements } = this.#client.board
    const other = elements[randomBelow(this.#random, elements.length)]
    const crowded = elements.length > enoughElements
    if (dice < 0.5 || !other) return this.#ink()
    if (dice < (crowded ? 0.75 : 0.55)) return deleteElement(other.id)
    if (dice < 0.8) return createElement(this.#form())
    if (dice < 0.87 && other.type === 'stroke') return this.#erase(other.id)
    return updateElement(other.id, {
      x: this.#coordinate(),
      y: this.#coordinate(),
      color: palette[randomBelow(this.#random, palette.length)] ?? 'ink',
    })
  }

  #ink(): Operation {
    const growing = this.#stroke === undefined ? undefined : this.#client.board.get(this.#stroke)
    if (growing?.type === 'stroke' && growing.ink.length < strokeLength) {
      const at = growing.ink.length
      const point = { x: at * 2.5, y: 40 * this.#random(), pressure: this.#random(), time: at * 16 }
      return extendStroke(growing.id, at, Ink.from([point], growing.ink.grid))
    }
    const made = stroke({ ...this.#common(), points: [{ x: this.#coordinate(), y: this.#coordinate() }] })
    this.#stroke = made.id
    return createElement(made)
  }

  #erase(id: ElementId): Operation {
    const from = randomBelow(this.#random, 20) * 256
    return eraseStroke(id, `e${++this.#erasings}`, [from, from + 512])
  }

  #form(): Element {
    const [x, y] = [this.#coordinate(), this.#coordinate()]
    const common = this.#common()
    switch (randomBelow(this.#random, 3)) {
      case 0:
        return rectangle({ ...common, box: { minX: x, minY: y, maxX: x + 80, maxY: y + 50 } })
      case 1:
        return line({ ...common, from: { x, y }, to: { x: y, y: x } })
      default:
        return text({ ...common, at: { x, y }, text: `${x} ✎`, width: 60, height: 24 })
    }
  }

  #common(): { readonly id: ElementId; readonly index: string } {
    const top = this.#client.board.elements.at(-1)?.index ?? null
    return {
      id: elementId(randomBytes(this.#random, 16)),
      index: indexBetween(top, null, this.#random()),
    }
  }

  #coordinate(): number {
    return randomBelow(this.#random, 2000)
  }
}
