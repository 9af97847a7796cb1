import type { ElementId, StrokeElement } from '@drawbridge/board'
import { elementBounds, nothingErased } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxUnion, emptyBox, trace } from '@drawbridge/geometry'
import type { View } from './frame.ts'
import { partOutline } from './stroke-outline.ts'
import { continuedPressures, hasNoPressure } from './stroke-pressure.ts'
import { Surface } from './surface.ts'
import type { MakeCanvas } from './tiles/bitmap.ts'
import type { Theme } from './theme.ts'
import { lineColor } from './theme.ts'

/** Points at the end of a stroke that the next ones still bend. */
const soft = 8
/** Points behind those from which on they become firm. */
const enough = 12

/** What is known of a stroke that grows. */
interface Growing {
  /** Outlines of the parts that will not change any more. */
  readonly firm: Path2D[]
  /** How many of them are on the canvas. */
  painted: number
  /** Index of the last firm point; 0 while there is none. */
  upTo: number
  pressures: readonly number[]
  hasNoPressure: boolean
  /** What all of it was outlined with. */
  stroke: StrokeElement
  /** The outline of what is not firm, once it was painted. */
  tail?: Path2D
}

/** Whether parts of it can be painted one by one: where ink is seen through, two parts that overlap would show. */
export function growsInParts({ brush, opacity, erased, rotation }: StrokeElement): boolean {
  return brush === 'pen' && opacity === 1 && erased === nothingErased && rotation === 0
}

/**
 * Strokes that are being drawn, painted for the cost of what is new: all but the end of each is outlined once, and kept
 * on a canvas of its own for as long as the view stands still.
 */
export class LiveInk {
  readonly #makeCanvas: MakeCanvas
  #strokes = new Map<ElementId, Growing>()
  #firm: Surface | undefined
  #view: View | undefined
  #theme: Theme | undefined

  constructor(makeCanvas: MakeCanvas) {
    this.#makeCanvas = makeCanvas
  }

  /** Makes the canvas of what is firm, before a stroke waits for it. */
  prepare(surface: Surface): void {
    const { width, height } = surface.canvas
    if (this.#firm?.canvas.width === width && this.#firm.canvas.height === height) return
    this.#firm = new Surface(this.#makeCanvas(width, height), {})
    this.#firm.context.clearRect(0, 0, width, height)
    this.#view = undefined
  }

  /** Those that are not among them any more are forgotten. @param strokes for which `growsInParts` holds */
  paint(surface: Surface, view: View, theme: Theme, strokes: readonly StrokeElement[]): void {
    const growing = new Map<ElementId, Growing>()
    let isErased = false
    for (const stroke of strokes) {
      const known = this.#strokes.get(stroke.id)
      const next = grown(known && continues(known, stroke) ? known : undefined, stroke)
      isErased ||= known !== undefined && next.firm !== known.firm
      growing.set(stroke.id, next)
    }
    for (const id of this.#strokes.keys()) isErased ||= !growing.has(id)
    this.#strokes = growing
    if (strokes.length === 0) return
    const firm = this.#prepared(surface, view, theme, isErased)
    let box = emptyBox
    for (const known of growing.values()) {
      paintFirm(firm, view, theme, known)
      if (known.firm.length > 0) box = boxUnion(box, elementBounds(known.stroke))
    }
    copy(surface, firm, view, box)
    for (const known of growing.values()) paintTail(surface, view, theme, known)
  }

  /** The canvas of what is firm, emptied if it shows something else. */
  #prepared(surface: Surface, view: View, theme: Theme, isErased: boolean): Surface {
    const { width, height } = surface.canvas
    const last = this.#view
    const isSame =
      this.#theme === theme &&
      this.#firm?.canvas.width === width &&
      this.#firm.canvas.height === height &&
      last?.x === view.x &&
      last.y === view.y &&
      last.zoom === view.zoom
    this.#view = view
    this.#theme = theme
    if (this.#firm && isSame && !isErased) return this.#firm
    if (this.#firm?.canvas.width !== width || this.#firm.canvas.height !== height)
      this.#firm = new Surface(this.#makeCanvas(width, height), {})
    this.#firm.pixelRatio = surface.pixelRatio
    this.#firm.context.setTransform(1, 0, 0, 1, 0, 0)
    this.#firm.context.clearRect(0, 0, width, height)
    for (const known of this.#strokes.values()) known.painted = 0
    return this.#firm
  }
}

/** Whether what is firm of the one is a part of the other, which may only be longer. */
function continues({ stroke: before, upTo }: Growing, stroke: StrokeElement): boolean {
  return (
    before.x === stroke.x &&
    before.y === stroke.y &&
    before.strokeWidth === stroke.strokeWidth &&
    before.color === stroke.color &&
    before.scaleX === stroke.scaleX &&
    before.scaleY === stroke.scaleY &&
    before.ink.grid === stroke.ink.grid &&
    stroke.ink.length > upTo &&
    before.ink.x(upTo) === stroke.ink.x(upTo) &&
    before.ink.y(upTo) === stroke.ink.y(upTo)
  )
}

function grown(known: Growing | undefined, stroke: StrokeElement): Growing {
  // Ink of others comes in fewer packets than there are frames.
  if (known?.stroke === stroke) return known
  const { ink } = stroke
  // Points behind the firm ones may be others than a frame ago: they were only predicted.
  const from = known ? known.upTo + 1 : 0
  const without = (known?.hasNoPressure ?? true) && hasNoPressure(ink, from)
  if (known && known.hasNoPressure !== without) return grown(undefined, stroke)
  const before = known ? known.pressures.slice(0, from) : []
  const pressures = without
    ? continuedPressures(ink, before)
    : [...before, ...Array.from({ length: ink.length - from }, (_, i) => ink.pressure(from + i))]
  const next = { firm: known?.firm ?? [], painted: known?.painted ?? 0, upTo: known?.upTo ?? 0 }
  const result: Growing = { ...next, pressures, hasNoPressure: without, stroke }
  const end = ink.length - 1 - soft
  if (end - result.upTo >= enough) {
    result.firm.push(outlined(result, end))
    result.upTo = end
  }
  return result
}

/** From the last firm point to another one. */
function outlined({ stroke, pressures, upTo }: Growing, to: number): Path2D {
  const { ink, strokeWidth, scaleX, scaleY } = stroke
  const path = new Path2D()
  trace(partOutline(ink, strokeWidth, pressures, upTo, to, { x: scaleX, y: scaleY }), path)
  return path
}

function paintFirm(firm: Surface, view: View, theme: Theme, known: Growing): void {
  if (known.painted === known.firm.length) return
  const { context } = firm
  firm.useBoardUnits(view, known.stroke.x, known.stroke.y)
  context.fillStyle = lineColor(theme, known.stroke.color)
  for (const path of known.firm.slice(known.painted)) context.fill(path)
  known.painted = known.firm.length
}

function paintTail(surface: Surface, view: View, theme: Theme, known: Growing): void {
  const { context } = surface
  surface.useBoardUnits(view, known.stroke.x, known.stroke.y)
  context.fillStyle = lineColor(theme, known.stroke.color)
  known.tail ??= outlined(known, known.stroke.ink.length - 1)
  context.fill(known.tail)
}

/** Only what is there: to copy a whole screen would take longer than to paint. @param box in board units */
function copy({ context, pixelRatio }: Surface, firm: Surface, view: View, box: Box): void {
  const scale = view.zoom * pixelRatio
  const left = Math.max(0, Math.floor((box.minX - view.x) * scale) - 1)
  const top = Math.max(0, Math.floor((box.minY - view.y) * scale) - 1)
  const right = Math.min(firm.canvas.width, Math.ceil((box.maxX - view.x) * scale) + 1)
  const bottom = Math.min(firm.canvas.height, Math.ceil((box.maxY - view.y) * scale) + 1)
  if (!(right > left && bottom > top)) return
  context.setTransform(1, 0, 0, 1, 0, 0)
  const [width, height] = [right - left, bottom - top]
  context.drawImage(firm.canvas, left, top, width, height, left, top, width, height)
}
