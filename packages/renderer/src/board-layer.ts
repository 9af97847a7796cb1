import type { Change, Element, ElementId } from '@drawbridge/board'
import { cutBox, paintedBounds, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { paintBackground } from './background.ts'
import { paintOnCanvas } from './canvas-paint.ts'
import { forEachIn } from './culling.ts'
import { DirtyRegion } from './dirty-region.ts'
import type { Frame, View } from './frame.ts'
import { grows, LiveStrokes } from './live-strokes.ts'
import type { Surface } from './surface.ts'

/** How much of an element is still seen while the eraser is about to take it. */
export const erasingOpacity = 0.25

/** Whether it is a line that is seen where others are. */
function isJoined(element: Element | undefined): boolean {
  return element?.type === 'line' && (element.startElement !== '' || element.endElement !== '')
}

/** What is left of an element while its words are in a text field. */
function wordless(element: Element): Element | undefined {
  if (element.type === 'text') return undefined
  return 'text' in element && element.text !== '' ? { ...element, text: '' } : element
}

const nothing: ReadonlySet<ElementId> = new Set()

/** The lower canvas: background and elements. Only what has changed since the last frame is painted again. */
export class BoardLayer {
  readonly surface: Surface
  /** Left out here; whoever paints above this layer paints them. */
  readonly live = new LiveStrokes()
  readonly #dirty = new DirtyRegion()
  #last: Frame | undefined
  #erasing = nothing
  /** Ids of elements that changed since the last frame: lines that are joined to them go with them. */
  readonly #changed = new Set<ElementId>()
  /** Ids of frames that were made or deleted since the last frame. */
  readonly #openedOrClosed = new Set<ElementId>()
  /** Where lines that are joined to something were painted. */
  readonly #paintedLines = new Map<ElementId, Box>()

  constructor(surface: Surface) {
    this.surface = surface
  }

  invalidateAll(): void {
    this.#dirty.addEverything()
  }

  invalidate(change: Change): void {
    const { id, before, after } = change
    if (id !== null) this.#changed.add(id)
    // While a frame is there, what it cuts is seen within it only: its own box covers every change of that.
    if (id !== null && (after ?? before)?.type === 'frame' && !(before && after)) this.#openedOrClosed.add(id)
    if (id === null) this.#dirty.addEverything()
    else if (grows(change)) {
      if (before && !this.live.has(id)) this.#dirty.add(paintedBounds(before))
      this.live.grown(id)
    } else {
      if (before && !this.live.has(id)) this.#dirty.add(paintedBounds(before))
      this.live.drop(id)
      if (after) this.#dirty.add(paintedBounds(after))
    }
  }

  paint(frame: Frame): void {
    this.live.nextFrame((id) => this.#touch(frame, id))
    this.#compare(frame)
    this.#followBindings(frame)
    this.#followFrames(frame)
    if (this.#dirty.everything) this.#repaint(frame, this.surface.visible(frame.viewport))
    else for (const box of this.#dirty.boxes) this.#repaint(frame, box)
    this.#dirty.clear()
  }

  #touch(frame: Frame, id: ElementId): void {
    const element = frame.board.get(id)
    if (element) this.#dirty.add(paintedBounds(placed(element, frame.board)))
  }

  #followBindings(frame: Frame): void {
    for (const id of this.#changed) {
      // A line that is joined to something, and what is joined by lines.
      for (const line of [id, ...frame.board.linesBoundTo(id)]) {
        const before = this.#paintedLines.get(line)
        if (before) this.#dirty.add(before)
        this.#paintedLines.delete(line)
        if (isJoined(frame.board.get(line))) this.#touch(frame, line)
      }
    }
    this.#changed.clear()
  }

  /** What lies in a frame that has come or gone is cut, or not cut any more. */
  #followFrames(frame: Frame): void {
    if (this.#openedOrClosed.size === 0) return
    for (const element of frame.board.elements)
      if (this.#openedOrClosed.has(element.frame)) this.#touch(frame, element.id)
    this.#openedOrClosed.clear()
  }

  /** Finds what looks different although the board is the same. */
  #compare(frame: Frame): void {
    const last = this.#last
    this.#last = frame
    const { viewport, theme, board, editing, erasing = nothing } = frame
    if (
      last?.board !== board ||
      last.theme !== theme ||
      last.viewport.x !== viewport.x ||
      last.viewport.y !== viewport.y ||
      last.viewport.zoom !== viewport.zoom
    )
      this.#dirty.addEverything()
    if (last?.editing !== editing)
      for (const id of [last?.editing, editing]) if (id !== undefined) this.#touch(frame, id)
    for (const id of erasing) if (!this.#erasing.has(id)) this.#touch(frame, id)
    for (const id of this.#erasing) if (!erasing.has(id)) this.#touch(frame, id)
    // A copy, in case the set that we were given is changed rather than replaced.
    this.#erasing = erasing.size === 0 ? nothing : new Set(erasing)
  }

  #repaint(frame: Frame, box: Box): void {
    const { viewport, theme, board, editing } = frame
    const { context } = this.surface
    const pixels = this.#pixels(frame, box)
    if (pixels.minX >= pixels.maxX || pixels.minY >= pixels.maxY) return
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.beginPath()
    context.rect(pixels.minX, pixels.minY, pixels.maxX - pixels.minX, pixels.maxY - pixels.minY)
    context.clip()
    paintBackground(this.surface, viewport, theme, board.settings, pixels)
    forEachIn(board, this.#boardBox(frame, pixels), (element) => {
      if (isJoined(element)) this.#paintedLines.set(element.id, paintedBounds(element))
      if (this.live.has(element.id)) return
      const shown = element.id === editing ? wordless(element) : element
      const opacity = this.#erasing.has(element.id) ? erasingOpacity : 1
      if (!shown) return
      const cut = cutBox(element, board)
      if (cut) this.#clip(viewport, cut)
      paintOnCanvas(this.surface, viewport, theme, shown, opacity)
      if (cut) context.restore()
    })
    context.restore()
  }

  /** Until the context is restored. */
  #clip(view: View, { minX, minY, maxX, maxY }: Box): void {
    const { context } = this.surface
    context.save()
    this.surface.useBoardUnits(view, minX, minY)
    context.beginPath()
    context.rect(0, 0, maxX - minX, maxY - minY)
    context.clip()
  }

  /** Whole pixels, with one to spare for smoothed edges: a cut pixel would leave a seam. */
  #pixels({ viewport }: Frame, box: Box): Box {
    const { canvas, pixelRatio } = this.surface
    const scale = viewport.zoom * pixelRatio
    return {
      minX: Math.max(0, Math.floor((box.minX - viewport.x) * scale) - 1),
      minY: Math.max(0, Math.floor((box.minY - viewport.y) * scale) - 1),
      maxX: Math.min(canvas.width, Math.ceil((box.maxX - viewport.x) * scale) + 1),
      maxY: Math.min(canvas.height, Math.ceil((box.maxY - viewport.y) * scale) + 1),
    }
  }

  #boardBox({ viewport }: Frame, pixels: Box): Box {
    const scale = viewport.zoom * this.surface.pixelRatio
    return {
      minX: viewport.x + pixels.minX / scale,
      minY: viewport.y + pixels.minY / scale,
      maxX: viewport.x + pixels.maxX / scale,
      maxY: viewport.y + pixels.maxY / scale,
    }
  }
}
