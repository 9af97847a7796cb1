import type { BoardView, ElementId } from '@drawbridge/board'
import { elementId, elementIdBytes, encodeBase64Url, indexBetween } from '@drawbridge/board'

/** What tells a new element from all others, and where in paint order it goes. */
export interface NewElement {
  readonly id: ElementId
  readonly index: string
}

export type RandomBytes = (count: number) => Uint8Array

/** Random rather than counted: the undo history outlives a reload, and a name must not return. */
export function stepName(randomBytes: RandomBytes): string {
  return encodeBase64Url(randomBytes(9))
}

/** A new element on top of the board, or of another new one. */
export function onTop(below: string | null, randomBytes: RandomBytes): NewElement {
  const [high = 0, low = 0] = randomBytes(2)
  return {
    id: elementId(randomBytes(elementIdBytes)),
    index: indexBetween(below, null, (high * 256 + low) / 65_536),
  }
}

/** The topmost paint order key. */
export function topOf(board: BoardView): string | null {
  return board.elements.at(-1)?.index ?? null
}
