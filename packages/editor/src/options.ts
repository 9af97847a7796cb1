/** How tools behave, beside how what they make looks. A person's own: never part of the board. */
export interface Options {
  /** The eraser rubs out the ink that it touches, or takes whole elements. Alt inverts it. */
  readonly eraserMode: 'partial' | 'whole'
  /** Diameter in CSS pixels: whoever zooms in erases more finely. */
  readonly eraserWidth: number
  /** A pen is at work: fingers pan and never draw. Switched on when a pen is first seen. */
  readonly penMode: boolean
  /** Strokes get thicker and thinner with the pen's pressure, or with the hand's speed where there is none. */
  readonly pressure: boolean
  /** How much the hand's tremor is averaged away: 0 not at all, 1 a lot. */
  readonly smoothing: number
  /** Length in CSS pixels of the string on which the hand draws the pen behind it; 0 is none. */
  readonly stabiliser: number
  /** A stroke that is held still at its end becomes the shape that it looks like. */
  readonly holdToShape: boolean
  /** What is moved comes into line with elements in view. Control inverts it. */
  readonly snapToElements: boolean
  /** What is moved comes onto the grid. Control inverts it. */
  readonly snapToGrid: boolean
  /** The tool stays chosen after it has made something. */
  readonly keepsTool: boolean
}

export const defaultOptions: Options = {
  eraserMode: 'partial',
  eraserWidth: 16,
  penMode: false,
  pressure: true,
  smoothing: 0,
  stabiliser: 0,
  holdToShape: true,
  snapToElements: false,
  snapToGrid: false,
  keepsTool: false,
}
