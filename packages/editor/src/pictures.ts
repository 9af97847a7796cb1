import type { Element } from '@drawbridge/board'
import { image } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import type { NewElement, RandomBytes } from './identity.ts'
import { onTop } from './identity.ts'

/** A picture to put on the board. */
export interface NewPicture {
  /** Names its bytes. */
  readonly file: string
  /** In its own pixels, each a board unit where there is room. */
  readonly width: number
  readonly height: number
}

/** How much of the view new pictures may take. */
const share = 0.8
/** Between pictures, as a part of the view's width. */
const gapShare = 0.015

/**
 * Boxes for pictures side by side, the row's middle at a point. They are as large as they are, or as fits the view.
 * @param visible what the view shows
 */
export function pictureBoxes(
  sizes: readonly { readonly width: number; readonly height: number }[],
  at: Vector,
  visible: Box,
): Box[] {
  const room = { width: (visible.maxX - visible.minX) * share, height: (visible.maxY - visible.minY) * share }
  const gap = (visible.maxX - visible.minX) * gapShare
  const gaps = gap * (sizes.length - 1)
  const own = sizes.map(({ width, height }) => {
    const scale = Math.min(1, room.width / width, room.height / height)
    return { width: width * scale, height: height * scale }
  })
  const row = own.reduce((sum, { width }) => sum + width, 0)
  const shrink = Math.min(1, Math.max(room.width - gaps, room.width / 2) / row)
  let x = at.x - (row * shrink + gaps) / 2
  return own.map(({ width, height }) => {
    const box = {
      minX: x,
      minY: at.y - (height * shrink) / 2,
      maxX: x + width * shrink,
      maxY: at.y + (height * shrink) / 2,
    }
    x = box.maxX + gap
    return box
  })
}

/** The pictures as elements, each above the one before. @param first what tells the first one from all others */
export function pictureElements(
  pictures: readonly NewPicture[],
  boxes: readonly Box[],
  first: NewElement,
  randomBytes: RandomBytes,
): Element[] {
  let made = first
  return pictures.flatMap(({ file }, i) => {
    const box = boxes[i]
    if (!box) return []
    if (i > 0) made = onTop(made.index, randomBytes, first.page)
    return [image({ ...made, box, file })]
  })
}
