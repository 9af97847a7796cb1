import type { Canvas, Context } from '../context.ts'
import type { Bitmap, MakeCanvas } from './bitmap.ts'
import { canvasBitmap, opaqueContext, paintable } from './bitmap.ts'
import type { Area } from './tile-grid.ts'

interface StandIn {
  readonly bitmap: Bitmap
  readonly area: Area
}

/**
 * What is seen where tiles are not ready: the whole board from far away, what was on the screen before the zoom
 * changed, and a draft of what is to be seen. Each is one bitmap, since a screen full of scaled tiles takes longer than
 * a frame.
 */
export class StandIns {
  readonly #makeCanvas: MakeCanvas
  #overview: StandIn | undefined
  #before: StandIn | undefined
  #draft: StandIn | undefined

  constructor(makeCanvas: MakeCanvas) {
    this.#makeCanvas = makeCanvas
  }

  get hasOverview(): boolean {
    return this.#overview !== undefined
  }

  get hasDraft(): boolean {
    return this.#draft !== undefined
  }

  /** Whether the draft shows all of the area, in its scale. */
  isDrafted({ scale, x, y, width, height }: Area): boolean {
    const draft = this.#draft?.area
    return (
      draft?.scale === scale &&
      draft.x <= x &&
      draft.y <= y &&
      draft.x + draft.width >= x + width &&
      draft.y + draft.height >= y + height
    )
  }

  setOverview(bitmap: Bitmap, area: Area): void {
    this.#overview?.bitmap.close()
    this.#overview = { bitmap, area }
  }

  setDraft(bitmap: Bitmap, area: Area): void {
    this.#draft?.bitmap.close()
    this.#draft = { bitmap, area }
  }

  /** Has more painted on the draft, if there is one. */
  addToDraft(paint: (canvas: Canvas, area: Area) => void): void {
    if (!this.#draft) return
    const { area } = this.#draft
    const bitmap = paintable(this.#draft.bitmap, this.#makeCanvas)
    this.#draft = { bitmap, area }
    paint(bitmap.canvas, area)
  }

  /** Keeps what is on the screen, unless something is kept since the tiles were complete. */
  keep(screen: CanvasImageSource, area: Area): void {
    if (this.#before) return
    const canvas = this.#makeCanvas(area.width, area.height)
    opaqueContext(canvas).drawImage(screen, 0, 0)
    this.#before = { bitmap: canvasBitmap(canvas), area }
  }

  /** How much larger or smaller, at least 1, this scale is than that of the nearest one that shows the same part. */
  distance({ scale }: Area): number {
    const scales = [this.#before, this.#draft].flatMap((one) => (one ? [one.area.scale] : []))
    return Math.min(...scales.map((other) => Math.max(scale / other, other / scale)))
  }

  /** What shows the board in one look only is of no use once the tiles are complete. */
  forgetPassing(): void {
    this.#before?.bitmap.close()
    this.#draft?.bitmap.close()
    this.#before = undefined
    this.#draft = undefined
  }

  clear(): void {
    this.forgetPassing()
    this.#overview?.bitmap.close()
    this.#overview = undefined
  }

  /** The nearest comes last, above the others. @param context in device pixels, its corner at that of the area */
  paint(context: Context, area: Area): void {
    const apart = ({ area: { scale } }: StandIn) => Math.max(scale / area.scale, area.scale / scale)
    const passing = [this.#before, this.#draft]
      .flatMap((one) => (one ? [one] : []))
      .sort((a, b) => apart(b) - apart(a))
    for (const standIn of this.#overview ? [this.#overview, ...passing] : passing) put(context, area, standIn)
  }
}

/** Only the part that is seen: browsers scale all that they are given. */
function put(context: Context, area: Area, { bitmap, area: from }: StandIn): void {
  const ratio = area.scale / from.scale
  const left = Math.max(0, Math.floor(area.x / ratio - from.x))
  const top = Math.max(0, Math.floor(area.y / ratio - from.y))
  const right = Math.min(bitmap.width, Math.ceil((area.x + area.width) / ratio - from.x))
  const bottom = Math.min(bitmap.height, Math.ceil((area.y + area.height) / ratio - from.y))
  if (right <= left || bottom <= top) return
  context.drawImage(
    bitmap.source,
    left,
    top,
    right - left,
    bottom - top,
    (from.x + left) * ratio - area.x,
    (from.y + top) * ratio - area.y,
    (right - left) * ratio,
    (bottom - top) * ratio,
  )
}
