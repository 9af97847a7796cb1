import type { BoardView, Element, ElementId, StrokeElement } from '@drawbridge/board'
import { elementBounds, elementBox, elementOutline, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxCorners, boxesOverlap, boxExpand, boxUnion, emptyBox, isEmptyBox } from '@drawbridge/geometry'
import type { MakeCanvas } from './tiles/bitmap.ts'
import { erasingOpacity } from './tiles/shown.ts'
import { paintOnCanvas } from './canvas-paint.ts'
import { paintCursor } from './cursor.ts'
import type { Frame, View } from './frame.ts'
import { growsInParts, LiveInk } from './live-ink.ts'
import { paintBadge, paintGuides, paintHandles, strokePolygon } from './selection-paint.ts'
import type { Surface } from './surface.ts'
import { lineColor } from './theme.ts'
import { paintDisc, paintTrail } from './trail.ts'

/** With more than this selected, single boxes would only be a thicket: their common box is enough. */
const mostBoxes = 100
const gap = 4
const dashes = [5, 4]
const solid: number[] = []

interface SelectionLooks {
  readonly color: string
  readonly dash: readonly number[]
  /** Whether something else shows where all of it is. */
  readonly hasOutline?: boolean
}

/** Whether a frame shows nothing above the board but ink and cursors. */
function isPlain(frame: Frame): boolean {
  const { draft = [], trails, lasso, joining, guides, badges, selection, erasing, peers = [] } = frame
  return (
    [trails, lasso, joining, guides, badges].every((list = []) => list.length === 0) &&
    draft.every(({ type }) => type === 'stroke') &&
    (selection?.size ?? 0) === 0 &&
    (erasing?.size ?? 0) === 0 &&
    peers.every((peer) => !peer.selection) &&
    !(frame.marquee ?? frame.disc ?? frame.handles)
  )
}

/** Of a frame that is plain, what is seen here, to be compared. */
function plainContent({ board, draft = [], peers = [] }: Frame, live: readonly ElementId[]): unknown[] {
  return [
    ...draft,
    ...live.map((id) => board.get(id)),
    ...peers.flatMap(({ cursor, name, color }) => (cursor ? [cursor.x, cursor.y, name, color] : [])),
  ]
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

/** The upper canvas: what is being drawn, and what belongs to people rather than to the board. Painted anew where that changes. */
export class OverlayLayer {
  readonly surface: Surface

  readonly #liveInk: LiveInk
  /** Clearing an empty canvas is not free: a browser shows all its pixels anew. */
  #isEmpty = true
  /** What decides how it looks, where that can be compared. */
  #content: readonly unknown[] | undefined
  /** What the first stroke needs and a browser takes frames to make: this canvas, and another one. */
  #unprepared: (() => void)[] = []

  constructor(surface: Surface, makeCanvas: MakeCanvas) {
    this.surface = surface
    this.#liveInk = new LiveInk(makeCanvas)
  }

  /** In CSS pixels. Empties the canvas. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.surface.resize(width, height, pixelRatio)
    this.#content = undefined
    const touch = () => {
      if (this.#isEmpty) this.#clear()
    }
    this.#unprepared = [touch, () => this.#liveInk.prepare(this.surface)]
  }

  /** Whether a stroke that begins waits for nothing. */
  get isPrepared(): boolean {
    return this.#unprepared.length === 0
  }

  /** Makes a part of what a stroke would wait for. */
  prepare(): void {
    this.#unprepared.shift()?.()
  }

  #clear(): void {
    this.surface.useScreenUnits()
    this.surface.context.clearRect(0, 0, this.surface.width + 1, this.surface.height + 1)
  }

  paint(frame: Frame, live: readonly ElementId[]): void {
    const { surface } = this
    const wasEmpty = this.#isEmpty
    const plain = isPlain(frame) ? plainContent(frame, live) : undefined
    this.#isEmpty = plain?.length === 0
    if (wasEmpty && this.#isEmpty) return
    const { board, viewport, theme, draft = [], erasing, selection = [], marquee, peers = [] } = frame
    const before = this.#content
    this.#content = plain && [theme, viewport.x, viewport.y, viewport.zoom, ...plain]
    // Frames go on while others draw, and what they have drawn comes in fewer packets.
    if (before && this.#content && isSame(before, this.#content)) return
    const { trails = [], disc } = frame
    const drafted = new Set(draft.map(({ id }) => id))
    const { lasso = [], joining = [], handles, guides = [], badges = [] } = frame
    const { context } = surface
    const visible = surface.visible(viewport)
    this.#clear()

    const growing: StrokeElement[] = []
    const show = (element: Element, opacity: number) => {
      if (opacity === 1 && element.type === 'stroke' && growsInParts(element)) growing.push(element)
      else paintOnCanvas(surface, viewport, theme, element, opacity)
    }
    for (const id of live) {
      // A draft shows it whole, and more of it.
      const element = drafted.has(id) ? undefined : board.get(id)
      if (element && boxesOverlap(elementBounds(element), visible))
        show(element, erasing?.has(id) ? erasingOpacity : unblended(element))
    }
    for (const element of draft) show(placed(element, board), unblended(element))
    this.#liveInk.paint(surface, viewport, theme, growing)

    surface.useScreenUnits()
    for (const peer of peers)
      this.#selection(board, viewport, peer.selection ?? [], {
        color: lineColor(theme, peer.color),
        dash: solid,
      })
    this.#selection(board, viewport, selection, {
      color: theme.selection,
      dash: dashes,
      hasOutline: (handles?.outline.length ?? 0) > 0,
    })
    for (const place of badges) paintBadge(context, viewport, theme, place)
    this.#joining(board, viewport, joining, theme.selection)
    if (handles) paintHandles(context, viewport, theme, handles)
    paintGuides(context, viewport, theme, guides)
    context.strokeStyle = theme.selection
    context.setLineDash(dashes)
    strokePolygon(context, viewport, lasso)
    context.setLineDash(solid)
    if (marquee) this.#marquee(viewport, marquee, theme.selection)
    for (const { color, points } of trails)
      paintTrail(surface.context, viewport, points, lineColor(theme, color))
    if (disc) paintDisc(surface.context, disc, theme)
    for (const { cursor, name, color } of peers)
      if (cursor)
        paintCursor(
          surface.context,
          (cursor.x - viewport.x) * viewport.zoom,
          (cursor.y - viewport.y) * viewport.zoom,
          name,
          lineColor(theme, color),
        )
  }

  #selection(
    board: BoardView,
    view: View,
    ids: Iterable<ElementId>,
    { color, dash, hasOutline = false }: SelectionLooks,
  ): void {
    const elements: Element[] = []
    for (const id of ids) {
      // With handles and without boxes of their own there is nothing to be painted.
      if (hasOutline && elements.length > mostBoxes) return
      const element = board.get(id)
      if (element) elements.push(placed(element, board))
    }
    let common: Box = emptyBox
    for (const element of elements) common = boxUnion(common, elementBounds(element))
    if (isEmptyBox(common)) return
    const { context } = this.surface
    context.strokeStyle = color
    context.lineWidth = 1.5
    context.setLineDash(dash as number[])
    if (elements.length <= mostBoxes && !(hasOutline && elements.length === 1))
      for (const element of elements) this.#around(view, element)
    if (elements.length > 1 && !hasOutline) this.#box(view, common, 2 * gap)
    context.setLineDash(solid)
  }

  /** The outlines of what a line would be joined to. */
  #joining(board: BoardView, view: View, ids: Iterable<ElementId>, color: string): void {
    const { context } = this.surface
    context.strokeStyle = color
    context.lineWidth = 3
    for (const id of ids) {
      const element = board.get(id)
      if (element) strokePolygon(context, view, elementOutline(element))
    }
  }

  #marquee(view: View, box: Box, color: string): void {
    const { context } = this.surface
    context.strokeStyle = color
    context.fillStyle = color
    context.lineWidth = 1
    context.globalAlpha = 0.1
    const { x, y, width, height } = screenBox(view, box)
    context.fillRect(x, y, width, height)
    context.globalAlpha = 1
    context.strokeRect(x, y, width, height)
  }

  /** A box turned as the element is. */
  #around(view: View, element: Element): void {
    const { rotation } = element
    if (rotation === 0) return this.#box(view, elementBounds(element), gap)
    const margin = gap / view.zoom
    strokePolygon(this.surface.context, view, boxCorners(boxExpand(elementBox(element), margin), rotation))
  }

  #box(view: View, box: Box, margin: number): void {
    const { x, y, width, height } = screenBox(view, box)
    this.surface.context.strokeRect(x - margin, y - margin, width + 2 * margin, height + 2 * margin)
  }
}

/** Here is nothing below to blend with: a highlighter lets it be seen until it goes down to the board. */
function unblended(element: Element): number {
  return element.type === 'stroke' && element.brush === 'highlighter' ? 0.5 : 1
}

/** In CSS pixels. */
function screenBox(view: View, box: Box) {
  return {
    x: (box.minX - view.x) * view.zoom,
    y: (box.minY - view.y) * view.zoom,
    width: (box.maxX - box.minX) * view.zoom,
    height: (box.maxY - box.minY) * view.zoom,
  }
}
