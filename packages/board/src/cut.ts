import type { Box } from '@drawbridge/geometry'
import type { BoardView } from './board.ts'
import type { Element } from './element.ts'
import { elementBox } from './element-types.ts'

/** The box of the frame that an element lies in, outside of which nothing of it is seen; undefined where it lies in none. */
export function cutBox({ frame }: Element, elements: Pick<BoardView, 'get'>): Box | undefined {
  const around = frame === '' ? undefined : elements.get(frame)
  return around?.type === 'frame' ? elementBox(around) : undefined
}
