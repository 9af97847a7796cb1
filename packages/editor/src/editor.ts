import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import { createElement, deleteElement, pageOf, placed, updateElement } from '@drawbridge/board'
import type { BoardPoint, Box, Vector } from '@drawbridge/geometry'
import { boxCenter, isEmptyBox, screenPoint } from '@drawbridge/geometry'
import type { Action, ActionInput } from './actions/action.ts'
import { isAvailable } from './actions/action.ts'
import { boundsOf } from './bounds.ts'
import { duplicatesOf } from './copies.ts'
import { groupMembers, outerGroup } from './groups.ts'
import { isFree } from './hit-test.ts'
import { withContents } from './frames.ts'
import type { Crop, Side } from './cropping.ts'
import { cropChanges, cropOf, pulled, pushed } from './cropping.ts'
import type { EditorHost, SubmitOptions } from './host.ts'
import type { ContextPress, KeyInput, PointerInput, WheelInput } from './input.ts'
import type { Options } from './options.ts'
import { Pages } from './pages.ts'
import type { LinkBadge } from './links.ts'
import { linkBadges } from './links.ts'
import type { TrailPoint } from './laser-trail.ts'
import type { NewPicture } from './pictures.ts'
import { pictureBoxes, pictureElements } from './pictures.ts'
import { place } from './placing.ts'
import { Pointers } from './pointers.ts'
import { sizeAll } from './sizing.ts'
import { neighbour, readingOrder } from './reading-order.ts'
import type { RandomBytes } from './identity.ts'
import type { Handles } from './selection-handles.ts'
import { deleteAll, moveAll, restyleAll } from './selection-operations.ts'
import type { Guide } from './snapping.ts'
import { runKey } from './shortcuts.ts'
import type { Style } from './style.ts'
import { styleOf } from './style.ts'
import type { TextLooks } from './text-box.ts'
import type { TextEditing } from './text-editing.ts'
import { boardText, editElementText, rewriteText, writeText } from './text-editing.ts'
import { crop } from './tools/crop/crop.ts'
import { Machine } from './tools/machine.ts'
import type { Disc, ToolContext } from './tools/tool.ts'
import type { ToolName } from './tools/tool-name.ts'
import { tools } from './tools/tools.ts'
import type { Size, Viewport } from './viewport.ts'
import { wheeled } from './wheel.ts'
import { Workspace } from './workspace.ts'

const nothing: ReadonlySet<ElementId> = new Set()
const noElements: readonly Element[] = []
const noGuides: readonly Guide[] = []
const noIds: readonly ElementId[] = []
const zoomStep = Math.SQRT2
const duplicateOffset = 10
const middleButton = 1
const secondaryButton = 2
const penEraserButton = 5
/** As a bit of `buttons`. */
const barrelDown = 2

/** What can be done with an editor; see `actions/actions.ts`. */
type EditorActions = readonly Action<string, Editor>[]

/** Connects input, tools, actions and board: the one object that a page talks to. */
export class Editor {
  readonly pages: Pages
  readonly #work: Workspace
  readonly #pointers: Pointers
  readonly #actions: EditorActions
  readonly #cropMachine: Machine
  readonly #machines = new Map<ToolName, Machine>()
  readonly #listeners = new Set<() => void>()
  readonly #contextListeners = new Set<(press: ContextPress) => void>()
  #size: Size = { width: 0, height: 0 }
  #spaceHeld = false
  #penSeen = false
  #time = 0
  #nudgeStep = ''
  #copiedStyle: Partial<Style> | undefined
  #running = 0

  /** @param actions passed in because its rows are written in terms of this class */
  constructor(host: EditorHost, actions: EditorActions) {
    this.#actions = actions
    this.#work = new Workspace(host)
    this.#cropMachine = new Machine(crop, this.#work)
    this.pages = new Pages(this.#work, (body) =>
      this.#run(() => {
        this.#pointers.cancel()
        body()
      }),
    )
    this.#pointers = new Pointers(this.#work, {
      machineFor: (press) => this.#machineFor(press),
      penMode: () => this.options.penMode,
      penSeen: () => this.#seePen(),
      context: (press) => {
        for (const listener of [...this.#contextListeners]) listener(press)
      },
      tapped: (fingers) => {
        if (fingers === 2) this.undo()
        if (fingers === 3) this.redo()
      },
    })
  }

  /**
   * `change` fires after anything that the editor shows may have changed, or waits for `flush`; `context` when a right
   * click or a finger that stays asks what can be done with what is there. Returns the unsubscriber.
   */
  on(event: 'change', listener: () => void): () => void
  on(event: 'context', listener: (press: ContextPress) => void): () => void
  on(event: 'change' | 'context', listener: (press: ContextPress) => void): () => void {
    const listeners: Set<(press: ContextPress) => void> =
      event === 'change' ? (this.#listeners as Set<(press: ContextPress) => void>) : this.#contextListeners
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  // Input

  pointer(input: PointerInput): void {
    // The open text field is closed by the page, which alone knows what is in it.
    if (this.editingText && input.kind === 'down') return
    this.#run(() => this.#pointers.handle(input))
  }

  /** To be called when the pointer is not over the canvas any more. */
  leave(): void {
    this.#run(() => this.#pointers.leave())
  }

  wheel(input: WheelInput): void {
    this.setViewport(wheeled(this.viewport, input))
  }

  /** True when the editor made use of the key, so that the page should not. */
  key(input: KeyInput, kind: 'down' | 'up'): boolean {
    if (this.editingText) return false
    return this.#run(() => {
      if (input.key === ' ') {
        this.#spaceHeld = kind === 'down'
        return true
      }
      this.#pointers.refresh(input)
      return kind === 'down' && runKey(this.#actions, this, input)
    })
  }

  /** To be called when the page loses the keyboard: no key is held any more. */
  blur(): void {
    this.#run(() => {
      this.#spaceHeld = false
    })
  }

  /**
   * To be called once per animation frame, before painting: submits what the hand did since the last, as one entry.
   * Does not fire `change`, since whoever calls it is about to look.
   * @param time now, in milliseconds of the input's clock; when the last input was, if left out
   */
  flush(time: number = this.#pointers.time): void {
    this.#time = time
    this.#work.laser.fade(time)
    this.#pointers.wait(time)
    this.#machine.flush(time)
  }

  /** True while something waits or fades: `flush` and paint the next frame too, though no input comes. */
  get wantsFrame(): boolean {
    return this.#pointers.waits || this.#machine.state.waits === true || !this.#work.laser.isEmpty
  }

  // Actions

  /**
   * Does what an action of the table says, unless it is not available.
   * @throws RangeError when there is no such action
   */
  run(name: string, input: ActionInput = {}): void {
    const action = this.#actions.find((one) => one.name === name)
    if (!action) throw new RangeError(`there is no action ${name}`)
    if (isAvailable(action, this)) this.#run(() => action.run(this, input))
  }

  get readOnly(): boolean {
    return this.#work.readOnly
  }

  get board(): BoardView {
    return this.#work.board
  }

  /** The selected elements, bottom first. */
  get selected(): readonly Element[] {
    return this.#work.selected
  }

  /** Those of them that can be changed: what is locked cannot. */
  get changeable(): readonly Element[] {
    return this.#work.changeable
  }

  /** Id of the group that is entered, or nothing. */
  get focusedGroup(): string {
    return this.#work.focusedGroup
  }

  get randomBytes(): RandomBytes {
    return this.#work.randomBytes
  }

  /** As an undo step of its own unless a step is named; nothing while reading only. */
  submit(operations: readonly Operation[], options?: SubmitOptions): void {
    this.#run(() => this.#work.submit(operations, options))
  }

  /** Does something with all that tools can see and do. */
  perform(body: (context: ToolContext) => void): void {
    this.#run(() => body(this.#work))
  }

  /** Asks something of all that tools can see. */
  ask<Answer>(question: (context: ToolContext) => Answer): Answer {
    return question(this.#work)
  }

  /** A name for a new undo step. */
  newStep(): string {
    return this.#work.newStep()
  }

  // Tool and style

  get tool(): ToolName {
    return this.#work.tool
  }

  /** Name of the state that the tool is in; `idle` when the hand does nothing. */
  get toolState(): string {
    return this.#machine.state.name
  }

  /** Cancels what the hand has begun. A tool that makes things starts with nothing selected. */
  setTool(name: ToolName): void {
    this.#run(() => {
      this.#pointers.cancel()
      this.#pointers.leave()
      this.#work.chooseTool(name)
      if (this.tool === name) tools[name].chosen?.(this.#work)
    })
  }

  get style(): Style {
    return this.#work.style
  }

  /** Changes the style of what comes next, and of what is selected (as one undo step). */
  setStyle(style: Partial<Style>): void {
    this.#run(() => {
      this.#work.style = { ...this.style, ...style }
      this.#work.submit(restyleAll(this.#work.changeable, style, this.#work.measureText))
    })
  }

  get options(): Options {
    return this.#work.options
  }

  setOptions(options: Partial<Options>): void {
    this.#run(() => {
      this.#work.options = { ...this.options, ...options }
    })
  }

  /** Keeps the looks of the lowest selected element for `pasteStyle`. */
  copyStyle(): void {
    const [first] = this.selected
    if (first) this.#copiedStyle = styleOf(first)
  }

  get hasCopiedStyle(): boolean {
    return this.#copiedStyle !== undefined
  }

  pasteStyle(): void {
    if (this.#copiedStyle) this.submit(restyleAll(this.changeable, this.#copiedStyle, this.#work.measureText))
  }

  /** @param link as `normalLink` gives it, or nothing */
  setLink(link: string): void {
    const changed = this.changeable.filter((element) => element.link !== link)
    this.submit(changed.map(({ id }) => updateElement(id, { link })))
  }

  openLink(address: string): void {
    this.#work.openLink(address)
  }

  // Viewport

  get viewport(): Viewport {
    return this.#work.viewport
  }

  setViewport(viewport: Viewport): void {
    this.#run(() => {
      this.#work.setViewport(viewport)
      this.#pointers.refresh()
    })
  }

  /** Shows a place on a page; the place alone where there is no such page. */
  show(viewport: Viewport, page: ElementId | ''): void {
    this.#run(() => {
      this.pages.show(page)
      this.setViewport(viewport)
    })
  }

  /** The canvas's size: zooming by key and fitting need it. */
  resize(size: Size): void {
    this.#run(() => {
      this.#size = size
      this.#work.size = size
    })
  }

  /** Zooms about the middle of the screen. */
  zoomTo(zoom: number): void {
    const middle = screenPoint(this.#size.width / 2, this.#size.height / 2)
    this.setViewport(this.viewport.zoomAt(middle, zoom))
  }

  zoomIn(): void {
    this.zoomTo(this.viewport.zoom * zoomStep)
  }

  zoomOut(): void {
    this.zoomTo(this.viewport.zoom / zoomStep)
  }

  /** The canvas, in CSS pixels. */
  get size(): Size {
    return this.#size
  }

  /** What the screen shows, in board units. */
  get visible(): Box {
    return this.viewport.visible(this.#size)
  }

  /** Shows the whole board. */
  zoomToFit(): void {
    const { board } = this.#work
    this.#fit(boundsOf(board.elements, board))
  }

  zoomToSelection(): void {
    this.#fit(boundsOf(this.#work.selected, this.#work.board))
  }

  /** Brings elements into view; what is seen already stays where it is. */
  reveal(ids: Iterable<ElementId>): void {
    const { board } = this.#work
    const box = boundsOf(
      [...ids].flatMap((id) => board.get(id) ?? []),
      board,
    )
    if (!isEmptyBox(box)) this.setViewport(this.viewport.revealing(box, this.#size))
  }

  /** Selects an element, on whichever page it is, and brings it into view. */
  goTo(id: ElementId): void {
    const element = this.#work.host.board().get(id)
    if (!element) return
    this.#run(() => {
      this.pages.show(pageOf(element, this.#work.host.board()))
      this.setTool('select')
      this.select([id])
      this.reveal([id])
    })
  }

  /** Whether there are elements, and none of them is seen. */
  get isContentAway(): boolean {
    const { board } = this.#work
    return board.elements.length > 0 && !board.isTouched(this.visible)
  }

  #fit(box: Box): void {
    if (!isEmptyBox(box)) this.setViewport(this.viewport.fit(box, this.#size))
  }

  // Selection

  get selection(): ReadonlySet<ElementId> {
    return this.#work.selection
  }

  select(ids: Iterable<ElementId>): void {
    this.#run(() => this.#work.select(ids))
  }

  /**
   * Moves the selection on to the next element (or back), as one reads, and shows it. False past the end: then nothing is
   * selected, and the keyboard goes on to what comes after the board.
   */
  selectNeighbour(direction: 'next' | 'previous'): boolean {
    return this.#run(() => {
      const next = neighbour(readingOrder(this.#work.board), this.selection, direction)
      if (next) this.setTool('select')
      this.select(next ? [next.id] : [])
      if (next) this.reveal([next.id])
      return next !== undefined
    })
  }

  selectAll(): void {
    this.#run(() => {
      this.setTool('select')
      this.select(this.#work.board.elements.filter(isFree).map(({ id }) => id))
    })
  }

  deleteSelection(): void {
    this.#run(() => this.#work.submit(deleteAll(this.#work.changeable, this.#work.board)))
  }

  /** Deletes frames and leaves what lies in them. */
  removeFrames(frames: readonly Element[]): void {
    const removed = new Set(frames.map(({ id }) => id))
    const freed = this.board.elements.filter(({ frame }) => removed.has(frame))
    this.submit([
      ...freed.map(({ id }) => updateElement(id, { frame: '' })),
      ...frames.map(({ id }) => deleteElement(id)),
    ])
    this.select(freed.map(({ id }) => id))
  }

  /** From now on its members are taken one by one; `first` is selected. */
  enterGroup(group: string, first: ElementId): void {
    this.#run(() => {
      this.#work.focusGroup(group)
      this.#work.select([first])
    })
  }

  duplicateSelection(): void {
    this.#run(() => {
      if (this.readOnly) return
      const elements = withContents(this.#work.changeable, this.board)
      const copies = duplicatesOf(elements, this.#work, { x: duplicateOffset, y: duplicateOffset })
      this.#work.submit(copies.map(createElement))
      this.select(copies.map(({ id }) => id))
    })
  }

  /** Moves the selection by board units; a key that repeats adds to the undo step of its first press. */
  nudge(dx: number, dy: number, repeat: boolean): void {
    if (this.cropping !== undefined) return this.#changeCrop((crop) => pushed(crop, { x: dx, y: dy }))
    this.#run(() => {
      if (!repeat) this.#nudgeStep = this.#work.newStep()
      this.#work.submit(moveAll(this.#work.changeable, this.board, dx, dy), { step: this.#nudgeStep })
    })
  }

  // Pictures

  /** Puts pictures on the board as one undo step. @param at their middle; that of the view if left out */
  placePictures(pictures: readonly NewPicture[], at?: BoardPoint): void {
    if (this.readOnly) return
    this.#run(() => {
      const visible = this.viewport.visible(this.#size)
      const boxes = pictureBoxes(pictures, at ?? boxCenter(visible), visible)
      const made = pictureElements(pictures, boxes, this.#work.newElement(), this.randomBytes)
      this.#work.submit(made.map(createElement))
      this.setTool('select')
      this.select(made.map(({ id }) => id))
    })
  }

  /** Makes the selection wider and higher by board units; a key that repeats adds to the undo step of its first press. */
  resizeSelection(dx: number, dy: number, repeat: boolean): void {
    this.#run(() => {
      if (!repeat) this.#nudgeStep = this.#work.newStep()
      const { changeable, measureText } = this.#work
      this.#work.submit(sizeAll(changeable, dx, dy, measureText), { step: this.#nudgeStep })
    })
  }

  /** Whether the tool can make something without a pointer. */
  get canPlace(): boolean {
    return tools[this.tool].place !== undefined && !this.#machine.busy && this.editingText === undefined
  }

  /** Makes what a click with the tool would, in the middle of what is seen. */
  place(): void {
    const { width, height } = this.#size
    const middle = this.viewport.toBoard(screenPoint(width / 2, height / 2))
    if (this.canPlace) this.#run(() => place(tools[this.tool], this.#work, middle))
  }

  /** The picture that is open for cropping. */
  get cropping(): ElementId | undefined {
    return this.#work.cropping?.id
  }

  /** Opens a picture for cropping; it is closed by `endCropping`, by Escape, and when something else is selected. */
  crop(id: ElementId): void {
    this.#run(() => {
      this.setTool('select')
      this.#work.beginCropping(id)
    })
  }

  /** What was cropped stays. */
  endCropping(): void {
    this.#run(() => {
      this.#pointers.cancel()
      this.#work.endCropping()
    })
  }

  /** Shows all of a picture again. */
  resetCrop(id: ElementId): void {
    const element = this.board.get(id)
    if (element?.type !== 'image') return
    const { whole } = cropOf(element)
    this.submit([updateElement(id, cropChanges(element, { box: whole, whole }))])
  }

  /** Moves a side of what is seen of the picture that is open, by board units. */
  trim(side: Side, by: Vector): void {
    this.#changeCrop((crop) => pulled(crop, side, by, 1))
  }

  // History

  get canUndo(): boolean {
    return this.#machine.busy || this.#work.host.canUndo()
  }

  get canRedo(): boolean {
    return !this.#machine.busy && this.#work.host.canRedo()
  }

  /** While the hand is doing something, that is what is taken back. */
  undo(): void {
    this.#run(() => {
      if (this.#machine.busy) this.#pointers.cancel()
      else if (this.#work.cropping) this.#cancelCropping()
      else if (!this.#work.readOnly) this.#work.host.undo()
    })
  }

  redo(): void {
    this.#run(() => {
      if (!this.#machine.busy && !this.#work.readOnly) this.#work.host.redo()
    })
  }

  /** Drops what the hand has begun, as if it had not. */
  cancel(): void {
    this.#run(() => this.#pointers.reset())
  }

  /** Backs out by one step: of what is being done, else of the selection, else of the tool. */
  escape(): void {
    this.#run(() => {
      if (this.#machine.busy) this.#pointers.cancel()
      else if (this.#work.cropping) this.#cancelCropping()
      else if (this.#work.focusedGroup !== '') this.#leaveGroup()
      else if (this.selection.size > 0) this.select([])
      else this.setTool('select')
    })
  }

  // What is shown beside the board

  /** Shown above the board but not submitted yet. */
  get draft(): readonly Element[] {
    return this.#machine.state.draft ?? noElements
  }

  /** The selection box being dragged, in board units. */
  get marquee(): Box | undefined {
    return this.#machine.state.marquee
  }

  /** The loop that the lasso draws, in board units. */
  get lasso(): readonly Vector[] | undefined {
    return this.#machine.state.lasso
  }

  /** What the hand has brought into line with what, in board units. */
  get guides(): readonly Guide[] {
    return this.#machine.state.guides ?? noGuides
  }

  /** Where the selection can be pulled larger or turned, in board units. */
  get handles(): Handles | undefined {
    return this.#machine.state.handles
  }

  /** Of the links of elements in view. */
  get linkBadges(): readonly LinkBadge[] {
    return linkBadges(this.board, this.viewport.visible(this.size), this.viewport.zoom)
  }

  /** Elements that the eraser will delete when it is lifted. */
  get erasing(): ReadonlySet<ElementId> {
    return this.#machine.state.erasing ?? nothing
  }

  /** The trail of the laser pointer as of the last frame, oldest first: for others to see, while it lasts. */
  get laser(): readonly TrailPoint[] {
    return this.#work.laser.points(Math.max(this.#time, this.#pointers.time))
  }

  /** Elements that an end of a line would be joined to. */
  get joining(): readonly ElementId[] {
    return this.#machine.state.joining ?? noIds
  }

  /** What the eraser would touch. */
  get disc(): Disc | undefined {
    return this.#machine.state.disc
  }

  /** The element that a press of the select tool would take. */
  get hover(): ElementId | undefined {
    return this.#machine.state.hover
  }

  /** A CSS cursor. */
  get cursor(): string {
    const { state, tool } = this.#machine
    return state.cursor ?? tool.cursor
  }

  // Text

  get editingText(): TextEditing | undefined {
    return this.#work.editingText
  }

  /** Ends text editing; a blank text deletes the element, or makes none. */
  commitText(written: string): void {
    const editing = this.editingText
    if (!editing) return
    this.#run(() => {
      const content = boardText(written)
      const made = editing.id === undefined ? this.#work.newElement() : undefined
      const { board, measureText } = this.#work
      this.#work.submit(
        made
          ? writeText(editing, made, content, measureText)
          : rewriteText(board.get(editing.id ?? ''), content, measureText),
      )
      this.#work.editingText = undefined
      this.#work.finish(made?.id ?? editing.id ?? '')
    })
  }

  /** Opens the text field for the words of an element, where it has any and may be edited. */
  editWords(id: ElementId): void {
    const { board, readOnly } = this.#work
    const element = board.get(id)
    const editing = element && !readOnly ? editElementText(placed(element, board)) : undefined
    if (editing) this.#run(() => this.#work.editText(editing))
  }

  /** The size of a text in board units, in the fonts that it is painted with. */
  measureText(text: string, looks: TextLooks): Size {
    return this.#work.measureText(text, looks)
  }

  cancelText(): void {
    this.#run(() => {
      this.#work.editingText = undefined
      this.#work.chooseTool('select')
    })
  }

  // Inner workings

  /** The tool at work: the one that follows a pointer, else the one that would. */
  get #machine(): Machine {
    return this.#pointers.machine ?? (this.#spaceHeld ? this.#machineOf('hand') : this.#chosenMachine)
  }

  /** The tool that a press works; undefined when it is not for us. */
  #machineFor(press: PointerInput): Machine | undefined {
    const { button, buttons = 0, pointerType } = press
    if (button === middleButton || this.#spaceHeld) return this.#machineOf('hand')
    const isBarrel = pointerType === 'pen' && (button === secondaryButton || (buttons & barrelDown) !== 0)
    if (button === penEraserButton || isBarrel)
      return this.#work.readOnly ? undefined : this.#machineOf('eraser')
    if (button === secondaryButton) return this.#machineOf('hand')
    if (button !== 0) return undefined
    const isPalmOrPan = pointerType === 'touch' && this.options.penMode && tools[this.tool].edits
    return isPalmOrPan ? this.#machineOf('hand') : this.#chosenMachine
  }

  get #chosenMachine(): Machine {
    return this.#work.cropping ? this.#cropMachine : this.#machineOf(this.tool)
  }

  #changeCrop(after: (crop: Crop) => Crop): void {
    const { cropping } = this.#work
    const element = cropping?.element
    if (!element) return
    this.#run(() => {
      cropping?.want(element, after(cropOf(element)))
      cropping?.flush()
    })
  }

  #cancelCropping(): void {
    this.#work.cropping?.takeBack()
    this.#work.endCropping()
  }

  /** Pens come with hands that rest on the screen. Whoever switches the mode off again has it off. */
  #seePen(): void {
    if (this.#penSeen) return
    this.#penSeen = true
    this.setOptions({ penMode: true })
  }

  #machineOf(name: ToolName): Machine {
    let machine = this.#machines.get(name)
    if (!machine) {
      machine = new Machine(tools[name], this.#work)
      this.#machines.set(name, machine)
    }
    return machine
  }

  #leaveGroup(): void {
    const { board, focusedGroup } = this.#work
    const members = groupMembers(board, focusedGroup)
    this.#work.focusGroup(outerGroup(board, focusedGroup))
    this.#work.select(members.map(({ id }) => id))
  }

  /** Tells the listeners once, after everything that one call from outside sets off. */
  #run<T>(body: () => T): T {
    this.#running++
    try {
      return body()
    } finally {
      if (--this.#running === 0) for (const listener of [...this.#listeners]) listener()
    }
  }
}
