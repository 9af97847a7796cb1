import type { Element, ElementId } from '@drawbridge/board'
import type { Frame } from '../frame.ts'
import type { LiveStrokes } from '../live-strokes.ts'

/** How much of an element is still seen while the eraser is about to take it. */
export const erasingOpacity = 0.25

/** Whether it is a line that is seen where others are. */
export function isJoined(element: Element): boolean {
  return element.type === 'line' && (element.startElement !== '' || element.endElement !== '')
}

/**
 * An element as the tiles show it; undefined for those that are painted above them. A text that is being edited stays
 * without being seen: what is joined to it must not move.
 */
export function shownOnBoard(
  { board, editing, erasing }: Frame,
  live: LiveStrokes,
  id: ElementId,
): Element | undefined {
  const element = board.get(id)
  if (!element || live.has(id)) return undefined
  const opacity = element.opacity * (erasing?.has(id) ? erasingOpacity : 1)
  if (id === editing && element.type === 'text') return { ...element, opacity: 0 }
  if (id === editing && 'text' in element && element.text !== '') return { ...element, opacity, text: '' }
  return opacity === element.opacity ? element : { ...element, opacity }
}
