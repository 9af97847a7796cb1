import type { Box } from '@drawbridge/geometry'
import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import { comparePaintOrder } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import { CropSession } from './crop-session.ts'
import type { EditorHost, SubmitOptions } from './host.ts'
import { intoFrames } from './frames.ts'
import { isFree } from './hit-test.ts'
import type { NewElement, RandomBytes } from './identity.ts'
import { onTop, stepName, topOf } from './identity.ts'
import { LaserTrail } from './laser-trail.ts'
import type { Options } from './options.ts'
import { defaultOptions } from './options.ts'
import { PageView } from './page-view.ts'
import type { Style } from './style.ts'
import { defaultStyle } from './style.ts'
import type { MeasureText } from './text-box.ts'
import type { TextEditing } from './text-editing.ts'
import type { ToolName } from './tools/tool-name.ts'
import type { ToolContext } from './tools/tool.ts'
import { tools } from './tools/tools.ts'
import type { Size } from './viewport.ts'
import { Viewport } from './viewport.ts'

const nothing: ReadonlySet<ElementId> = new Set()

/** What was worked out of a selection on one state of a board. */
interface Selected {
  readonly board: BoardView
  readonly revision: number
  readonly ids: ReadonlySet<ElementId>
  selected?: readonly Element[]
  changeable?: readonly Element[]
}

/** What tools and commands work on: the board as the host has it, and what this editor holds beside it. */
export class Workspace implements ToolContext {
  readonly host: EditorHost
  readonly laser = new LaserTrail()
  options: Options = defaultOptions
  viewport = new Viewport()
  editingText: TextEditing | undefined
  #tool: ToolName = 'select'
  /** Of the canvas. */
  size: Size = { width: 0, height: 0 }
  #selection = nothing
  #selected: Selected | undefined
  #page: ElementId | '' = ''
  #view: PageView | undefined
  readonly #viewports = new Map<ElementId | '', Viewport>()
  #style: Style = defaultStyle
  /** Of the tools that keep their own. */
  readonly #ownStyles = new Map<ToolName, Partial<Style>>()
  #focusedGroup = ''
  #cropping: CropSession | undefined

  constructor(host: EditorHost) {
    this.host = host
  }

  /** The page that is worked on, as if it were all of the board. The same object as long as it is the same page. */
  get board(): BoardView {
    const board = this.host.board()
    const { page } = this
    if (this.#view?.board !== board || this.#view.id !== page) this.#view = new PageView(board, page)
    return this.#view
  }

  /** Of the page that is worked on; when another deletes that one, the first. */
  get page(): ElementId | '' {
    return this.#page !== '' && this.host.board().get(this.#page)?.type === 'page' ? this.#page : ''
  }

  /** Each page is seen again as it was left; nothing is selected on it. */
  showPage(id: ElementId | ''): void {
    this.#viewports.set(this.#page, this.viewport)
    this.#page = id
    this.viewport = this.#viewports.get(id) ?? new Viewport()
    this.#selection = nothing
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

  /** What the next element looks like. */
  get style(): Style {
    const own = tools[this.tool].style
    return own ? { ...this.#style, ...own, ...this.#ownStyles.get(this.tool) } : this.#style
  }

  set style(style: Style) {
    const own = tools[this.tool].style ?? {}
    const isOwn = ([name]: [string, unknown]) => Object.hasOwn(own, name)
    const values = Object.entries(style)
    this.#ownStyles.set(this.tool, Object.fromEntries(values.filter(isOwn)))
    const shared = Object.fromEntries(values.filter((value) => !isOwn(value)))
    this.#style = { ...this.#style, ...shared }
  }

  /** A tool that makes things starts with nothing selected. */
  chooseTool(name: ToolName): void {
    if (tools[name].edits) {
      if (this.readOnly) return
      this.#selection = nothing
    }
    this.endCropping()
    this.#tool = name
  }

  /** Ids of elements that are on the board: what others have deleted is not selected any more. */
  get selection(): ReadonlySet<ElementId> {
    return this.#current.ids
  }

  /** The selected elements, bottom first. The same array as long as neither it nor the board changes. */
  get selected(): readonly Element[] {
    const { board } = this
    const current = this.#current
    return (current.selected ??= elementsOf(current.ids, board))
  }

  get changeable(): readonly Element[] {
    const current = this.#current
    return (current.changeable ??= this.selected.filter(isFree))
  }

  /** Thousands may be selected, and whoever shows a frame asks several times. */
  get #current(): Selected {
    const { board } = this
    const { revision } = board
    const known = this.#selected
    if (known?.board === board && known.revision === revision && known.ids === this.#selection) return known
    const isGone = [...this.#selection].some((id) => !board.get(id))
    if (isGone) this.#selection = new Set([...this.#selection].filter((id) => board.get(id)))
    return (this.#selected = { board, revision, ids: this.#selection })
  }

  /** Selecting anything outside the group that is entered leaves it. */
  select(ids: Iterable<ElementId>): void {
    this.#selection = new Set(ids)
    if (this.#selection.size !== 1 || !this.#selection.has(this.#cropping?.id ?? '')) this.endCropping()
    const group = this.#focusedGroup
    if (group === '') return
    const isInside = (id: ElementId) => this.board.get(id)?.groups.includes(group) ?? false
    if (this.#selection.size === 0 || ![...this.#selection].every(isInside)) this.#focusedGroup = ''
  }

  get focusedGroup(): string {
    return this.#focusedGroup
  }

  focusGroup(group: string): void {
    this.#focusedGroup = group
  }

  openLink(address: string): void {
    this.host.openLink(address)
  }

  get visible(): Box {
    return this.viewport.visible(this.size)
  }

  get randomBytes(): RandomBytes {
    return this.host.randomBytes
  }

  finish(made: ElementId): void {
    if (this.options.keepsTool) return
    this.#tool = 'select'
    this.select([made])
  }

  editText(editing: TextEditing): void {
    this.editingText = editing
  }

  /** Gone when its picture is, or may not be changed any more. */
  get cropping(): CropSession | undefined {
    if (this.#cropping && (this.readOnly || !this.#cropping.element)) this.#cropping = undefined
    return this.#cropping
  }

  beginCropping(id: ElementId): void {
    const element = this.board.get(id)
    if (this.readOnly || element?.type !== 'image' || !isFree(element)) return
    this.select([id])
    this.#cropping = new CropSession(this, element)
  }

  endCropping(): void {
    this.#cropping = undefined
  }

  choosePictures(at: BoardPoint | undefined): void {
    this.host.choosePictures(at)
  }

  setViewport(viewport: Viewport): void {
    this.viewport = viewport
  }

  newStep(): string {
    return stepName(this.host.randomBytes)
  }

  newElement(): NewElement {
    return onTop(topOf(this.board), this.host.randomBytes, this.page)
  }

  /** As an undo step of its own unless a step is named. Nothing at all is not submitted. */
  submit(operations: readonly Operation[], options: SubmitOptions = { step: this.newStep() }): void {
    if (operations.length > 0 && !this.readOnly) this.host.submit(intoFrames(operations, this.board), options)
  }
}

function elementsOf(ids: ReadonlySet<ElementId>, board: BoardView): readonly Element[] {
  if (ids.size > board.elements.length / 16) return board.elements.filter(({ id }) => ids.has(id))
  return [...ids].map((id) => board.get(id) as Element).sort(comparePaintOrder)
}
