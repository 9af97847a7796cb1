import type { ElementId } from '@drawbridge/board'
import { updateElement } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import type { SubmitOptions } from '../../host.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'

const nowhere: Vector = { x: 0, y: 0 }

/** Streams where the selection is dragged: one entry a frame, all of them one undo step. */
export class Moving implements ToolState {
  readonly name = 'moving'
  readonly cursor = 'move'
  readonly #context: ToolContext
  readonly #pressed: Sample
  readonly #idle: ToolState
  readonly #step: string
  readonly #from: ReadonlyMap<ElementId, Vector>
  #offset: Vector = nowhere
  #sent: Vector = nowhere

  constructor(context: ToolContext, pressed: Sample, sample: Sample, idle: ToolState) {
    this.#context = context
    this.#pressed = pressed
    this.#idle = idle
    this.#step = context.newStep()
    const elements = [...context.selection].flatMap((id) => context.board.get(id) ?? [])
    this.#from = new Map(elements.map(({ id, x, y }) => [id, { x, y }]))
    this.move(sample)
  }

  move(sample: Sample): ToolState {
    const x = sample.board.x - this.#pressed.board.x
    const y = sample.board.y - this.#pressed.board.y
    const alongX = Math.abs(x) >= Math.abs(y)
    this.#offset = sample.modifiers.shift ? { x: alongX ? x : 0, y: alongX ? 0 : y } : { x, y }
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample)
    this.flush()
    return this.#idle
  }

  cancel(): ToolState {
    this.#offset = nowhere
    this.#send({ step: this.#step, forget: true })
    return this.#idle
  }

  flush(): void {
    this.#send({ step: this.#step })
  }

  #send(options: SubmitOptions): void {
    const { x: dx, y: dy } = this.#offset
    if (dx === this.#sent.x && dy === this.#sent.y) return
    const operations = [...this.#from]
      .filter(([id]) => this.#context.board.get(id))
      .map(([id, { x, y }]) => updateElement(id, { x: x + dx, y: y + dy }))
    this.#sent = this.#offset
    this.#context.submit(operations, options)
  }
}
