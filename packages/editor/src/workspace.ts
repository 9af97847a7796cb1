import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import type { EditorHost, SubmitOptions } from './host.ts'
import type { NewElement } from './identity.ts'
import { onTop, stepName, topOf } from './identity.ts'
import type { Options } from './options.ts'
import { defaultOptions } from './options.ts'
import type { Style } from './style.ts'
import { defaultStyle } from './style.ts'
import type { MeasureText } from './text-box.ts'
import type { TextEditing } from './text-editing.ts'
import type { ToolName } from './tools/tool-name.ts'
import type { ToolContext } from './tools/tool.ts'
import { tools } from './tools/tools.ts'
import { Viewport } from './viewport.ts'

const nothing: ReadonlySet<ElementId> = new Set()

/** What tools and commands work on: the board as the host has it, and what this editor holds beside it. */
export class Workspace implements ToolContext {
  readonly host: EditorHost
  style: Style = defaultStyle
  options: Options = defaultOptions
  viewport = new Viewport()
  editingText: TextEditing | undefined
  #tool: ToolName = 'select'
  #selection = nothing

  constructor(host: EditorHost) {
    this.host = host
  }

  get board(): BoardView {
    return this.host.board()
  }

  get measureText(): MeasureText {
    return this.host.measureText
  }

  get readOnly(): boolean {
    return this.host.readOnly()
  }

  /** The chosen tool, or the hand while that one may not be used. */
  get tool(): ToolName {
    return this.readOnly && tools[this.#tool].edits ? 'hand' : this.#tool
  }

  /** A tool that makes things starts with nothing selected. */
  chooseTool(name: ToolName): void {
    if (tools[name].edits) {
      if (this.readOnly) return
      this.#selection = nothing
    }
    this.#tool = name
  }

  /** Ids of elements that are on the board: what others have deleted is not selected any more. */
  get selection(): ReadonlySet<ElementId> {
    const { board } = this
    for (const id of this.#selection) {
      if (board.get(id)) continue
      this.#selection = new Set([...this.#selection].filter((other) => board.get(other)))
      break
    }
    return this.#selection
  }

  /** The selected elements, bottom first. */
  get selected(): Element[] {
    const { selection } = this
    return selection.size === 0 ? [] : this.board.elements.filter(({ id }) => selection.has(id))
  }

  select(ids: Iterable<ElementId>): void {
    this.#selection = new Set(ids)
  }

  finish(made: ElementId): void {
    if (this.options.keepsTool) return
    this.#tool = 'select'
    this.select([made])
  }

  editText(editing: TextEditing): void {
    this.editingText = editing
  }

  setViewport(viewport: Viewport): void {
    this.viewport = viewport
  }

  newStep(): string {
    return stepName(this.host.randomBytes)
  }

  newElement(): NewElement {
    return onTop(topOf(this.board), this.host.randomBytes)
  }

  /** As an undo step of its own unless a step is named. Nothing at all is not submitted. */
  submit(operations: readonly Operation[], options: SubmitOptions = { step: this.newStep() }): void {
    if (operations.length > 0 && !this.readOnly) this.host.submit(operations, options)
  }
}
