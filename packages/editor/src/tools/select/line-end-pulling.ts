import type { ElementChanges, ElementId, LineElement } from '@drawbridge/board'
import { placed } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import type { LineEnd } from '../../binding.ts'
import { bindingFor, joinEnd } from '../../binding.ts'
import type { Handles } from '../../selection-handles.ts'
import { dragLine } from '../line/line-kind.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { reach } from '../tool.ts'
import { gripsShown } from './line-grips.ts'
import { Streaming } from './streaming.ts'

/** Pulls an end of a line to, or off, what it is joined to; with Control it is joined to nothing. */
export class LineEndPulling extends Streaming {
  override readonly name = 'line-end-pulling'
  readonly cursor = 'grabbing'
  readonly #context: ToolContext
  readonly #line: LineElement
  readonly #end: LineEnd
  #joining: readonly ElementId[] = []

  constructor(context: ToolContext, line: LineElement, end: LineEnd, idle: ToolState) {
    super(context, [line], idle)
    this.#context = context
    this.#line = line
    this.#end = end
  }

  get joining(): readonly ElementId[] {
    return this.#joining
  }

  get handles(): Handles | undefined {
    const line = this.#context.board.get(this.#line.id)
    return line?.type === 'line' ? gripsShown(line, this.#context) : undefined
  }

  override move(sample: Sample): ToolState {
    const changes = this.#changes(sample)
    this.stream.want(() => changes)
    return this
  }

  #changes(sample: Sample): ElementChanges {
    const { board } = this.#context
    const line = this.#line
    const isStart = this.#end === 'start'
    const seen = placed(line, board)
    const [start, end] = [
      { x: seen.x, y: seen.y },
      { x: seen.x + seen.dx, y: seen.y + seen.dy },
    ]
    const other = isStart ? end : start
    const { to: point } = dragLine(other, sample.board, { ...sample.modifiers, alt: false })
    const binding = sample.modifiers.ctrl
      ? undefined
      : bindingFor(board, point, reach(this.#context, sample), isStart ? line.endElement : line.startElement)
    this.#joining = binding ? [binding.id] : []
    return { ...joinEnd(this.#end, binding), ...between(isStart ? point : start, isStart ? end : point) }
  }
}

function between(from: Vector, to: Vector): ElementChanges {
  return { x: from.x, y: from.y, dx: to.x - from.x, dy: to.y - from.y }
}
