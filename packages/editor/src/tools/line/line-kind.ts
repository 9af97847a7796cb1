import type { LineElement } from '@drawbridge/board'
import { line, placed } from '@drawbridge/board'
import type { BoardView } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import type { Binding } from '../../binding.ts'
import { joinEnd } from '../../binding.ts'
import type { NewElement } from '../../identity.ts'
import type { Modifiers } from '../../input.ts'
import type { Style } from '../../style.ts'
import { usualBend } from '../../style.ts'

/** Which of the lines a tool draws. */
export type LineKind = 'line' | 'arrow' | 'elbow'

const angleStep = Math.PI / 12

/** The ends of a dragged line: Shift turns it in steps of 15°, Alt grows it from its middle. */
export function dragLine(from: Vector, to: Vector, { shift, alt }: Modifiers): { from: Vector; to: Vector } {
  let dx = to.x - from.x
  let dy = to.y - from.y
  if (shift) {
    const length = Math.hypot(dx, dy)
    const angle = Math.round(Math.atan2(dy, dx) / angleStep) * angleStep
    dx = Math.cos(angle) * length
    dy = Math.sin(angle) * length
  }
  return {
    from: alt ? { x: from.x - dx, y: from.y - dy } : { x: from.x, y: from.y },
    to: { x: from.x + dx, y: from.y + dy },
  }
}

/** A line of this kind; an arrow has a head at its end whatever the style says. */
export function lineOf(
  kind: LineKind,
  made: NewElement & Style,
  from: Vector,
  to: Vector,
  start?: Binding,
  end?: Binding,
): LineElement {
  const route = kind === 'elbow' ? 'elbow' : made.route
  const heads =
    kind === 'line'
      ? { startHead: 'none' as const, endHead: 'none' as const }
      : { startHead: made.startHead, endHead: made.endHead === 'none' ? ('arrow' as const) : made.endHead }
  const bend = route === 'curved' ? usualBend(to.x - from.x, to.y - from.y) : 0
  return line({
    ...made,
    ...heads,
    ...(start ? joinEnd('start', start) : {}),
    ...(end ? joinEnd('end', end) : {}),
    route,
    bend,
    from,
    to,
  })
}

/** The line with what is stored of its place made what is seen of it. */
export function asSeen(line: LineElement, board: BoardView): LineElement {
  const { x, y, dx, dy } = placed(line, board)
  return { ...line, x, y, dx, dy }
}
