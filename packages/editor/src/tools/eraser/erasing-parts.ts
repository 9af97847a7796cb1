import type { ElementId, Operation } from '@drawbridge/board'
import { deleteElement, elementBounds, keptRuns } from '@drawbridge/board'
import { boxBetween, boxExpand, boxesOverlap, boxUnion, emptyBox } from '@drawbridge/geometry'
import type { Disc, Sample, ToolContext, ToolState } from '../tool.ts'
import { Cut } from './cut.ts'
import type { CutKeys } from './cut-keys.ts'
import { discAt } from './disc.ts'

/** Rubs the ink out that it passes over: one entry a frame, all of them one undo step. */
export class ErasingParts implements ToolState {
  readonly name = 'erasing'
  readonly #context: ToolContext
  readonly #idle: ToolState
  readonly #keys: CutKeys
  readonly #step: string
  #cuts = new Map<ElementId, Cut>()
  /** Where it has been since the last frame, from where it was then. */
  #way: readonly Sample[]

  constructor(context: ToolContext, pressed: Sample, idle: ToolState, keys: CutKeys) {
    this.#context = context
    this.#idle = idle
    this.#keys = keys
    this.#step = context.newStep()
    this.#way = [pressed, pressed]
  }

  get disc(): Disc {
    return discAt(this.#context, this.#last)
  }

  move(sample: Sample, earlier: readonly Sample[]): ToolState {
    this.#way = [...this.#way, ...earlier, sample]
    return this
  }

  up(sample: Sample): ToolState {
    this.#way = [...this.#way, sample]
    this.flush()
    this.#submit(this.#emptied().map((id) => deleteElement(id)))
    return this.#idle
  }

  cancel(): ToolState {
    const operations = [...this.#cuts.values()].flatMap((cut) => cut.takenBack(this.#context.board))
    this.#context.submit(operations, { step: this.#step, forget: true })
    return this.#idle
  }

  flush(): void {
    this.#sweep()
    const { board } = this.#context
    const cuts = [...this.#cuts.values()]
    this.#submit(cuts.flatMap((cut) => cut.operations(board, () => this.#context.newElement().id)))
    this.#cuts = new Map(cuts.map((cut) => [cut.id, cut]))
  }

  get #last(): Sample {
    return this.#way.at(-1) as Sample
  }

  #submit(operations: readonly Operation[]): void {
    this.#context.submit(operations, { step: this.#step })
  }

  #sweep(): void {
    if (this.#way.length < 2) return
    const { board, viewport, options } = this.#context
    const radius = options.eraserWidth / 2 / viewport.zoom
    const places = this.#way.map((sample) => sample.board)
    const around = places.reduce((box, place) => boxUnion(box, boxBetween(place, place)), emptyBox)
    const reached = boxExpand(around, radius)
    for (const element of board.touching(reached)) {
      if (element.type !== 'stroke' || element.locked) continue
      if (!boxesOverlap(reached, elementBounds(element))) continue
      const cut = this.#cuts.get(element.id) ?? new Cut(element, this.#keys.keyFor(element))
      if (cut.sweep(element, places, radius)) this.#cuts.set(element.id, cut)
    }
    this.#way = [this.#last]
  }

  /**
   * Strokes of which this has taken the last bit. Where others have rubbed out the rest they stay, with nothing to be
   * seen of them: what those take back must come again.
   */
  #emptied(): ElementId[] {
    return [...this.#cuts.keys()].filter((id) => {
      const stroke = this.#context.board.get(id)
      if (stroke?.type !== 'stroke') return false
      return keptRuns(stroke.erased, stroke.ink.length).length === 0 && this.#keys.areAll(stroke.erased)
    })
  }
}
