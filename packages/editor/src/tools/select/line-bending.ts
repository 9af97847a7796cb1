import type { ElementChanges, LineElement } from '@drawbridge/board'
import { linePolyline, movablePiece, placed } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import type { Handles } from '../../selection-handles.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { gripsShown } from './line-grips.ts'
import { Streaming } from './streaming.ts'

/** Screen pixels within which a line that is bent back is straight again. */
const straightens = 8

/** Pulls a line by its middle: it becomes a curve, or the piece of an elbow line moves. */
export class LineBending extends Streaming {
  override readonly name = 'line-bending'
  readonly cursor = 'grabbing'
  readonly #context: ToolContext
  readonly #line: LineElement
  readonly #pressed: Sample
  /** Where `bend` goes, of length 1. */
  readonly #direction: Vector

  constructor(context: ToolContext, line: LineElement, pressed: Sample, idle: ToolState) {
    super(context, [line], idle)
    this.#context = context
    this.#line = line
    this.#pressed = pressed
    this.#direction = bendDirection(placed(line, context.board))
  }

  get handles(): Handles | undefined {
    const line = this.#context.board.get(this.#line.id)
    return line?.type === 'line' ? gripsShown(line, this.#context) : undefined
  }

  override move({ board }: Sample): ToolState {
    const { x, y } = this.#pressed.board
    const moved = (board.x - x) * this.#direction.x + (board.y - y) * this.#direction.y
    const changes = this.#changes(this.#line.bend + moved)
    this.stream.want(() => changes)
    return this
  }

  #changes(bend: number): ElementChanges {
    if (this.#line.route === 'elbow') return { bend }
    const isStraight = Math.abs(bend) * this.#context.viewport.zoom < straightens
    return isStraight ? { bend: 0, route: 'straight' } : { bend, route: 'curved' }
  }
}

function bendDirection(line: LineElement): Vector {
  if (line.route === 'elbow') {
    const corners = linePolyline(line)
    const at = movablePiece(corners)
    const isUpright = corners[at]?.x === corners[at + 1]?.x
    return isUpright ? { x: 1, y: 0 } : { x: 0, y: 1 }
  }
  const length = Math.hypot(line.dx, line.dy)
  return length === 0 ? { x: 0, y: 0 } : { x: line.dy / length, y: -line.dx / length }
}
