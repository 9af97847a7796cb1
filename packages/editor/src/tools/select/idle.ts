import type { Element, ElementId } from '@drawbridge/board'
import { boxContainsPoint } from '@drawbridge/geometry'
import { boundsOf } from '../../bounds.ts'
import { hitTest, isFree } from '../../hit-test.ts'
import { linkAt } from '../../links.ts'
import type { Handle, Handles, SelectionFrame } from '../../selection-handles.ts'
import { handleAt, handleCursor, handlesShown, selectionFrame } from '../../selection-handles.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { handleReach, reach } from '../tool.ts'
import { BoxSelecting } from './box-selecting.ts'
import type { LineGrip } from './line-grips.ts'
import { gripAt, gripsShown, selectedLine } from './line-grips.ts'
import { LinePressed } from './line-pressed.ts'
import { Pointing } from './pointing.ts'
import { PressingLink } from './pressing-link.ts'
import { Resizing } from './resizing.ts'
import { Rotating } from './rotating.ts'

export class Idle implements ToolState {
  readonly name = 'idle'
  readonly #context: ToolContext
  #hover: ElementId | undefined
  #cursor: string | undefined
  /** Of elements that are the same array as long as nothing changes. */
  #framed: { readonly of: readonly Element[]; readonly frame: SelectionFrame | undefined } | undefined

  constructor(context: ToolContext) {
    this.#context = context
  }

  get hover(): ElementId | undefined {
    return this.#hover
  }

  get cursor(): string | undefined {
    return this.#cursor
  }

  get handles(): Handles | undefined {
    const line = selectedLine(this.#context)
    if (line) return gripsShown(line, this.#context)
    const frame = this.#frame()
    return frame && handlesShown(frame, this.#context.viewport.zoom)
  }

  move(sample: Sample): ToolState {
    const frame = this.#frame()
    const handle = this.#handle(frame, sample)
    this.#hover = handle ? undefined : this.#hit(sample)?.id
    if (this.#grip(sample)) this.#cursor = 'grab'
    else if (frame && handle) this.#cursor = handleCursor(handle, frame.rotation)
    else if (this.#link(sample) !== undefined) this.#cursor = 'pointer'
    else if (this.#context.readOnly) this.#cursor = this.#hover ? 'pointer' : undefined
    else this.#cursor = this.#hover || this.#inSelection(sample) ? 'move' : undefined
    return this
  }

  down(sample: Sample): ToolState {
    const line = selectedLine(this.#context)
    const grip = this.#grip(sample)
    if (line && grip) return new LinePressed(this.#context, line, grip, sample, this)
    const frame = this.#frame()
    const handle = this.#handle(frame, sample)
    if (frame && handle) {
      const grabbed = { frame, handle, elements: this.#context.changeable }
      return handle.turns
        ? new Rotating(this.#context, sample, grabbed, this)
        : new Resizing(this.#context, sample, grabbed, this)
    }
    const link = this.#link(sample)
    if (link !== undefined) return new PressingLink(this.#context, link, this)
    const hit = this.#hit(sample)
    if (!hit && !this.#inSelection(sample)) return new BoxSelecting(this.#context, sample, this)
    return new Pointing(this.#context, sample, hit, this)
  }

  #frame(): SelectionFrame | undefined {
    const { board, selection, changeable, readOnly } = this.#context
    // What is locked among the selected keeps all of it from being pulled about.
    if (readOnly || changeable.length < selection.size) return undefined
    if (this.#framed?.of !== changeable)
      this.#framed = { of: changeable, frame: selectionFrame(changeable, board) }
    return this.#framed.frame
  }

  #handle(frame: SelectionFrame | undefined, sample: Sample): Handle | undefined {
    const { zoom } = this.#context.viewport
    return frame && handleAt(frame, sample.board, zoom, handleReach(sample) / zoom)
  }

  #link(sample: Sample): string | undefined {
    return linkAt(this.#context.board, sample.board, this.#context.viewport.zoom)
  }

  #grip(sample: Sample): LineGrip | undefined {
    const line = selectedLine(this.#context)
    const reach = handleReach(sample) / this.#context.viewport.zoom
    return line && gripAt(line, this.#context, sample.board, reach)
  }

  #hit(sample: Sample): Element | undefined {
    return hitTest(this.#context.board, sample.board, reach(this.#context, sample), isFree)
  }

  /** Shapes without a fill are hollow, but once selected they are dragged by their middle too. */
  #inSelection(sample: Sample): boolean {
    const { board, changeable } = this.#context
    return changeable.length > 0 && boxContainsPoint(boundsOf(changeable, board), sample.board)
  }
}
