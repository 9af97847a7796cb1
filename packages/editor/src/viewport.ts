import type { BoardPoint, Box, ScreenPoint } from '@drawbridge/geometry'
import { boardPoint, boxContainsBox, screenPoint } from '@drawbridge/geometry'

export const minZoom = 0.05
export const maxZoom = 64

/** Elements may lie up to 2^32 units from the origin; the view stays well inside, so that all it can reach is allowed. */
const farthest = 1e9

export interface Size {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

const boxMiddle = (box: Box) => boardPoint((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))

/** Which part of the board the screen shows. A value: every method that changes something returns another. */
export class Viewport {
  /** The board point in the canvas's top left corner. */
  readonly x: number
  readonly y: number
  /** Screen pixels per board unit. */
  readonly zoom: number

  constructor(x = 0, y = 0, zoom = 1) {
    this.x = clamp(x, -farthest, farthest)
    this.y = clamp(y, -farthest, farthest)
    this.zoom = clamp(zoom, minZoom, maxZoom)
  }

  toBoard(point: ScreenPoint): BoardPoint {
    return boardPoint(this.x + point.x / this.zoom, this.y + point.y / this.zoom)
  }

  toScreen(point: BoardPoint): ScreenPoint {
    return screenPoint((point.x - this.x) * this.zoom, (point.y - this.y) * this.zoom)
  }

  /** Moves what is seen by screen pixels, as a hand drags paper: positive is right and down. */
  panBy(dx: number, dy: number): Viewport {
    return new Viewport(this.x - dx / this.zoom, this.y - dy / this.zoom, this.zoom)
  }

  /** Zooms to `zoom` (clamped) so that what is under `point` stays there. */
  zoomAt(point: ScreenPoint, zoom: number): Viewport {
    const target = clamp(zoom, minZoom, maxZoom)
    const under = this.toBoard(point)
    return new Viewport(under.x - point.x / target, under.y - point.y / target, target)
  }

  /** Shows the whole box in the middle, `margin` pixels from the edges, never enlarged. */
  fit(box: Box, size: Size, margin = 40): Viewport {
    const width = Math.max(1, size.width - 2 * margin)
    const height = Math.max(1, size.height - 2 * margin)
    const zoom = clamp(
      Math.min(1, width / (box.maxX - box.minX), height / (box.maxY - box.minY)),
      minZoom,
      maxZoom,
    )
    return this.centredOn(boxMiddle(box), size, zoom)
  }

  /** Shows the whole box in the middle, as large as it goes: another screen's view in this one. */
  showing(box: Box, size: Size): Viewport {
    const zoom = clamp(
      Math.min(size.width / (box.maxX - box.minX), size.height / (box.maxY - box.minY)),
      minZoom,
      maxZoom,
    )
    return this.centredOn(boxMiddle(box), size, zoom)
  }

  /** Has the point in the middle of the screen. */
  centredOn(point: BoardPoint, size: Size, zoom = this.zoom): Viewport {
    return new Viewport(point.x - size.width / 2 / zoom, point.y - size.height / 2 / zoom, zoom)
  }

  /** Where the box is seen already, this; else with the box in the middle, zoomed out if it is larger than the screen. */
  revealing(box: Box, size: Size, margin = 40): Viewport {
    if (boxContainsBox(this.visible(size), box)) return this
    const fits = (length: number, room: number) => length * this.zoom <= room - 2 * margin
    return fits(box.maxX - box.minX, size.width) && fits(box.maxY - box.minY, size.height)
      ? this.centredOn(boxMiddle(box), size)
      : this.fit(box, size, margin)
  }

  /** What a canvas of this size shows, in board units. */
  visible(size: Size): Box {
    return {
      minX: this.x,
      minY: this.y,
      maxX: this.x + size.width / this.zoom,
      maxY: this.y + size.height / this.zoom,
    }
  }
}
