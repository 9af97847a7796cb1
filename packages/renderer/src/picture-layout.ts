import type { Element } from '@drawbridge/board'
import { cutBox, elementBounds, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxExpand, boxUnion, emptyBox, isEmptyBox } from '@drawbridge/geometry'

/** What a picture of a board shows, whatever it is written as. */
export interface PictureLayout {
  /** All of the picture, in board units. */
  readonly box: Box
  /** Bottom first. */
  readonly parts: readonly PicturePart[]
}

export interface PicturePart {
  /** Where it is seen. */
  readonly element: Element
  /** What its frame leaves of it, in board units; undefined for all of it. */
  readonly cut: Box | undefined
}

const defaultPadding = 20
const blank: Box = { minX: 0, minY: 0, maxX: 100, maxY: 100 }

/**
 * @param elements bottom first; frames and what lines are joined to are looked for among them
 * @param padding board units around the elements. Nothing at all is a blank of 100 by 100.
 */
export function layOutPicture(elements: readonly Element[], padding = defaultPadding): PictureLayout {
  const byId = new Map(elements.map((element) => [element.id, element]))
  let covered = emptyBox
  const parts: PicturePart[] = []
  for (const stored of elements) {
    const element = placed(stored, byId)
    const bounds = elementBounds(element)
    // Pages, and ink that is rubbed out: it has no middle that it could be turned about.
    if (isEmptyBox(bounds)) continue
    covered = boxUnion(covered, bounds)
    parts.push({ element, cut: cutBox(element, byId) })
  }
  return { box: isEmptyBox(covered) ? blank : boxExpand(covered, padding), parts }
}
