import type { BoardPoint, Box, Vector } from '@drawbridge/geometry'
import { boardPoint, boxUnion, isEmptyBox } from '@drawbridge/geometry'
import type { Size } from './viewport.ts'

/** How a small map shows the board: everything on it, and the screen wherever that is. A value. */
export class Minimap {
  /** The board point in the map's top left corner. */
  readonly x: number
  readonly y: number
  /** Map pixels per board unit. */
  readonly scale: number

  /**
   * @param content what is on the board; may be empty
   * @param view what the screen shows
   * @param size the map's, in CSS pixels
   */
  constructor(content: Box, view: Box, size: Size, margin = 6) {
    const shown = isEmptyBox(content) ? view : boxUnion(content, view)
    const width = shown.maxX - shown.minX
    const height = shown.maxY - shown.minY
    this.scale = Math.min((size.width - 2 * margin) / width, (size.height - 2 * margin) / height)
    this.x = (shown.minX + shown.maxX - size.width / this.scale) / 2
    this.y = (shown.minY + shown.maxY - size.height / this.scale) / 2
  }

  toBoard(point: Vector): BoardPoint {
    return boardPoint(this.x + point.x / this.scale, this.y + point.y / this.scale)
  }

  /** A box of the board on the map, in CSS pixels. */
  toMap(box: Box): { left: number; top: number; width: number; height: number } {
    return {
      left: (box.minX - this.x) * this.scale,
      top: (box.minY - this.y) * this.scale,
      width: (box.maxX - box.minX) * this.scale,
      height: (box.maxY - box.minY) * this.scale,
    }
  }
}
