import type { Color, ElementId } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'

/** A request to the page: open a text field here. It stays until `commitText` or `cancelText`. */
export interface TextEditing {
  /** The element whose text is edited; undefined for a new one. Not to be painted while it is edited. */
  readonly id: ElementId | undefined
  /** Top left corner of the text. */
  readonly at: BoardPoint
  /** What the field starts with. */
  readonly text: string
  /** Board units. */
  readonly fontSize: number
  readonly color: Color
  readonly opacity: number
}

/** Measured by the page in the font of the renderer, in board units. */
export interface TextSize {
  readonly width: number
  readonly height: number
}
