import type { Element, ElementId, Made } from '@drawbridge/board'
import { createElement, deleteElement, line, shape } from '@drawbridge/board'
import type { Box, Sketch, Vector } from '@drawbridge/geometry'
import { boxCenter, distance } from '@drawbridge/geometry'
import type { Sample, ToolContext, ToolState } from '../tool.ts'

/** Smaller than this part of what was drawn it does not get. */
const smallest = 0.1

/**
 * A stroke that was held still at its end is shown as what it was recognised as, and the hand that goes on resizes it.
 * Lifted, the shape takes the stroke's place as a step of its own: undo gives the stroke as it was drawn back.
 */
export class Shaping implements ToolState {
  readonly name = 'shaping'
  readonly #context: ToolContext
  readonly #idle: ToolState
  readonly #stroke: ElementId
  readonly #made: Made
  readonly #sketch: Sketch
  readonly #start: Vector
  readonly #erasing: ReadonlySet<ElementId>
  #draft: readonly Element[]

  /** @param made identity and look of the shape @param held where the hand is */
  constructor(
    context: ToolContext,
    idle: ToolState,
    sketched: {
      readonly stroke: ElementId
      readonly made: Made
      readonly sketch: Sketch
      readonly held: Vector
    },
  ) {
    this.#context = context
    this.#idle = idle
    this.#stroke = sketched.stroke
    this.#made = sketched.made
    this.#sketch = sketched.sketch
    this.#start = sketched.held
    this.#erasing = new Set([sketched.stroke])
    this.#draft = [this.#shapeAt(sketched.held)]
  }

  get draft(): readonly Element[] {
    return this.#draft
  }

  /** The stroke, faded: it is about to go. */
  get erasing(): ReadonlySet<ElementId> {
    return this.#erasing
  }

  move(sample: Sample): ToolState {
    this.#draft = [this.#shapeAt(sample.board)]
    return this
  }

  up(sample: Sample): ToolState {
    const { board } = this.#context
    const gone = board.get(this.#stroke) ? [deleteElement(this.#stroke)] : []
    this.#context.submit([...gone, createElement(this.#shapeAt(sample.board))])
    return this.#idle
  }

  /** The stroke stays as it was drawn. */
  cancel(): ToolState {
    return this.#idle
  }

  #shapeAt(hand: Vector): Element {
    const sketch = this.#sketch
    if ('from' in sketch) {
      const to = { x: sketch.to.x + hand.x - this.#start.x, y: sketch.to.y + hand.y - this.#start.y }
      const endHead = sketch.kind === 'arrow' ? 'arrow' : 'none'
      return line({ ...this.#made, from: sketch.from, to, endHead })
    }
    const center = boxCenter(sketch.box)
    const before = distance(center, this.#start)
    const factor = before === 0 ? 1 : Math.max(smallest, distance(center, hand) / before)
    return shape({
      ...this.#made,
      shape: sketch.kind,
      rotation: sketch.rotation,
      box: scaled(sketch.box, center, factor),
    })
  }
}

function scaled({ minX, minY, maxX, maxY }: Box, { x, y }: Vector, factor: number): Box {
  return {
    minX: x + (minX - x) * factor,
    minY: y + (minY - y) * factor,
    maxX: x + (maxX - x) * factor,
    maxY: y + (maxY - y) * factor,
  }
}
