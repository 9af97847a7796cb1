import type { BoardView, Element, ElementId, LineElement } from '@drawbridge/board'
import { elementId, elementIdBytes } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { groupsOf } from './groups.ts'
import type { RandomBytes } from './identity.ts'
import { onTop, topOf } from './identity.ts'
import { lineEnds, moved } from './transform.ts'

const nothingJoined = new Map<ElementId, Element>()

export interface CopyOptions {
  /** Where the originals are. */
  readonly from: Pick<BoardView, 'get'>
  /** The paint order key that the copies go above. */
  readonly below: string | null
  readonly randomBytes: RandomBytes
  /** Board units. */
  readonly offset: Vector
  /** The page that the copies go on, if it is not that of their originals. */
  readonly page?: ElementId | ''
  /** Groups that the copies stay in, instead of being in copies of them. */
  readonly groups?: ReadonlySet<string>
  /** Whether copies of what lies in a frame lie in it too, if it is not copied itself. */
  readonly staysInFrames: boolean
}

/**
 * Copies in the same order, with ids and groups of their own. What joins copies joins copies of what was joined; where
 * that was not copied, a line keeps its end where it was seen.
 */
export function copiesOf(elements: readonly Element[], options: CopyOptions): Element[] {
  const { from, below, randomBytes, offset, page, groups, staysInFrames } = options
  const ids = new Map<ElementId, ElementId>()
  const groupIds = new Map<string, string>()
  const newGroup = (group: string) => {
    if (groups?.has(group)) return group
    let made = groupIds.get(group)
    if (made === undefined) groupIds.set(group, (made = elementId(randomBytes(elementIdBytes))))
    return made
  }
  let top = below
  const places = elements.map(({ id, page: its }) => {
    const made = onTop(top, randomBytes, page ?? its)
    top = made.index
    ids.set(id, made.id)
    return made
  })
  return elements.map((element, i) => {
    const free = element.type === 'line' ? detached(element, from, (id) => ids.has(id)) : element
    const copy: Record<string, unknown> = {
      ...free,
      ...moved(free, nothingJoined, offset.x, offset.y),
      ...places[i],
      groups: groupsOf(element).map(newGroup).join('/'),
      frame: ids.get(element.frame) ?? (staysInFrames ? element.frame : ''),
    }
    if (free.type === 'line') {
      copy['startElement'] = ids.get(free.startElement) ?? ''
      copy['endElement'] = ids.get(free.endElement) ?? ''
    }
    return copy as unknown as Element
  })
}

/** What copying on one board needs of it. */
interface Original {
  readonly board: BoardView
  readonly focusedGroup: string
  readonly randomBytes: RandomBytes
}

/** Copies on top of the same board, `offset` board units away; those of members of the entered group stay in it. */
export function duplicatesOf(elements: readonly Element[], original: Original, offset: Vector): Element[] {
  const { board, focusedGroup, randomBytes } = original
  const groups = elements[0] ? groupsOf(elements[0]) : []
  return copiesOf(elements, {
    from: board,
    below: topOf(board),
    randomBytes,
    offset,
    groups: new Set(groups.slice(0, groups.indexOf(focusedGroup) + 1)),
    staysInFrames: true,
  })
}

/** The line as it is seen, joined only to what `stays` says. */
export function detached(
  line: LineElement,
  board: Pick<BoardView, 'get'>,
  stays: (id: ElementId) => boolean,
): LineElement {
  const { startElement, endElement } = line
  if (startElement === '' && endElement === '') return line
  const { start, end } = lineEnds(line, board)
  return {
    ...line,
    x: start.x,
    y: start.y,
    dx: end.x - start.x,
    dy: end.y - start.y,
    rotation: 0,
    startElement: stays(startElement) ? startElement : '',
    endElement: stays(endElement) ? endElement : '',
  }
}
