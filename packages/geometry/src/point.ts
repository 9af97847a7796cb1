declare const space: unique symbol

/** A position on the endless canvas, in board units (one unit is one CSS pixel at zoom 1). */
export interface BoardPoint {
  readonly x: number
  readonly y: number
  readonly [space]?: 'board'
}

/** A position on the screen, in CSS pixels from the canvas's top left corner. */
export interface ScreenPoint {
  readonly x: number
  readonly y: number
  readonly [space]?: 'screen'
}

export function boardPoint(x: number, y: number): BoardPoint {
  return { x, y }
}

export function screenPoint(x: number, y: number): ScreenPoint {
  return { x, y }
}

/** Any pair of coordinates, where the space does not matter. */
export interface Vector {
  readonly x: number
  readonly y: number
}

export function distance(a: Vector, b: Vector): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
