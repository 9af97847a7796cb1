import type { BoardView, ElementId } from '@drawbridge/board'
import { elementId, elementIdBytes, encodeBase64Url, indexBetween } from '@drawbridge/board'

/** What tells a new element from all others, and where it goes: on which page, and where in paint order. */
export interface NewElement {
  readonly id: ElementId
  readonly index: string
  readonly page: ElementId | ''
}

export type RandomBytes = (count: number) => Uint8Array

/** Random rather than counted: the undo history outlives a reload, and a name must not return. */
export function stepName(randomBytes: RandomBytes): string {
  return encodeBase64Url(randomBytes(9))
}

/** A paint order key between two others, or at an end where one is null. */
export function indexAmong(below: string | null, above: string | null, randomBytes: RandomBytes): string {
  const [high = 0, low = 0] = randomBytes(2)
  return indexBetween(below, above, (high * 256 + low) / 65_536)
}

/** A new element on top of its page, or of another new one. */
export function onTop(below: string | null, randomBytes: RandomBytes, page: ElementId | '' = ''): NewElement {
  const index = indexAmong(below, null, randomBytes)
  return { id: elementId(randomBytes(elementIdBytes)), index, page }
}

/** The topmost paint order key. */
export function topOf(board: BoardView): string | null {
  return board.elements.at(-1)?.index ?? null
}
