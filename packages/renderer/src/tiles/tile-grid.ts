import type { Box } from '@drawbridge/geometry'
import type { View } from '../frame.ts'

/** Edge of a tile in device pixels. */
export const tileSize = 512

/** A rectangle of device pixels of a board painted at a scale; the board's origin is the pixel (0, 0) at every scale. */
export interface Area {
  /** Device pixels per board unit. */
  readonly scale: number
  /** Whole device pixels. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** One tile of the grid of a scale. */
export interface TilePlace {
  readonly scale: number
  readonly column: number
  readonly row: number
}

/** Names a tile. */
export function tileKey({ scale, column, row }: TilePlace): string {
  return `${scale}/${column}/${row}`
}

export function tileArea({ scale, column, row }: TilePlace): Area {
  return { scale, x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize }
}

/**
 * What is seen, moved to whole device pixels: so tiles are painted as they are, neither blurred nor anew, wherever the
 * view goes.
 * @param width of the canvas in device pixels, like `height`
 */
export function seenArea(view: View, pixelRatio: number, width: number, height: number): Area {
  const scale = view.zoom * pixelRatio
  return { scale, x: Math.round(view.x * scale), y: Math.round(view.y * scale), width, height }
}

/** The view of an area: its corner in board units. */
export function viewOf({ scale, x, y }: Area, pixelRatio: number): View {
  return { x: x / scale, y: y / scale, zoom: scale / pixelRatio }
}

/** The tiles that an area is made of, those at its middle first. @param ring so many more all around */
export function tilesOf({ scale, x, y, width, height }: Area, ring = 0): TilePlace[] {
  const from = { column: Math.floor(x / tileSize) - ring, row: Math.floor(y / tileSize) - ring }
  const to = {
    column: Math.floor((x + width - 1) / tileSize) + ring,
    row: Math.floor((y + height - 1) / tileSize) + ring,
  }
  const places: TilePlace[] = []
  for (let row = from.row; row <= to.row; row++)
    for (let column = from.column; column <= to.column; column++) places.push({ scale, column, row })
  const middle = { column: (x + width / 2) / tileSize - 0.5, row: (y + height / 2) / tileSize - 0.5 }
  const apart = ({ column, row }: TilePlace) => (column - middle.column) ** 2 + (row - middle.row) ** 2
  return places.sort((a, b) => apart(a) - apart(b))
}

/** The part of the board that an area shows, in board units. */
export function boxOf({ scale, x, y, width, height }: Area): Box {
  return { minX: x / scale, minY: y / scale, maxX: (x + width) / scale, maxY: (y + height) / scale }
}

/** Whether paint in the box, in board units, can be seen in the area: also what is smoothed into the next pixel. */
export function showsBox({ scale, x, y, width, height }: Area, box: Box): boolean {
  return (
    box.minX * scale < x + width + 1 &&
    box.maxX * scale > x - 1 &&
    box.minY * scale < y + height + 1 &&
    box.maxY * scale > y - 1
  )
}

/** Larger by so many device pixels on each side. */
export function areaAround({ scale, x, y, width, height }: Area, margin: number): Area {
  return { scale, x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }
}
