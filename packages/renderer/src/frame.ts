import type { BoardView, Element, ElementId } from '@drawbridge/board'
import type { BoardPoint, Box, ScreenPoint, Vector } from '@drawbridge/geometry'
import type { Theme } from './theme.ts'

/** Which part of the board is seen: the board point in the top left corner, and pixels per board unit. */
export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Another person on the board. */
export interface Peer {
  readonly name: string
  /** `#rrggbb` or a palette name. */
  readonly color: string
  readonly cursor?: BoardPoint | undefined
  readonly selection?: Iterable<ElementId> | undefined
}

/** What a laser pointer left in the air. */
export interface Trail {
  /** `#rrggbb` or a palette name. */
  readonly color: string
  /** Board units, and milliseconds since it was there; oldest first. */
  readonly points: readonly (readonly [x: number, y: number, age: number])[]
}

/** What an eraser would touch, in CSS pixels. */
export interface Disc {
  readonly center: ScreenPoint
  readonly radius: number
}

/** What is painted on what is selected, in board units. */
export interface Handles {
  /** Corners of the box around it; empty for none. */
  readonly outline: readonly Vector[]
  /** Where it is pulled larger. */
  readonly squares: readonly Vector[]
  /** Where it is turned, or where a line ends. */
  readonly discs: readonly Vector[]
}

/** A line that says what something is aligned with, in board units. */
export interface Guide {
  readonly from: Vector
  readonly to: Vector
}

/** All that one frame shows. */
export interface Frame {
  readonly board: BoardView
  /** Whether more of it is on its way. */
  readonly isOpening?: boolean | undefined
  readonly viewport: View
  readonly theme: Theme
  /** Shown above the board but not part of it yet. */
  readonly draft?: readonly Element[] | undefined
  readonly selection?: ReadonlySet<ElementId> | undefined
  /** Shown faded. */
  readonly erasing?: ReadonlySet<ElementId> | undefined
  /** Not painted: a text field shows it. */
  readonly editing?: ElementId | undefined
  readonly marquee?: Box | undefined
  readonly disc?: Disc | undefined
  readonly trails?: readonly Trail[] | undefined
  /** The loop of a lasso, in board units. */
  readonly lasso?: readonly Vector[] | undefined
  /** What an end of a line would be joined to: shown by its outline. */
  readonly joining?: readonly ElementId[] | undefined
  /** Painted instead of a box around the selection. */
  readonly handles?: Handles | undefined
  /** Middles of the badges of links, in board units. */
  readonly badges?: readonly Vector[] | undefined
  readonly guides?: readonly Guide[] | undefined
  readonly peers?: readonly Peer[] | undefined
}
