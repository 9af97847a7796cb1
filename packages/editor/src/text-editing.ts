import type { Color, Element, ElementId, Operation, TextElement } from '@drawbridge/board'
import { createElement, deleteElement, maxTextLength, text, updateElement } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import { boardPoint } from '@drawbridge/geometry'
import type { NewElement } from './identity.ts'
import type { Style } from './style.ts'

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

export function editElementText({ id, x, y, text: current, ...looks }: TextElement): TextEditing {
  const { fontSize, color, opacity } = looks
  return { id, at: boardPoint(x, y), text: current, fontSize, color, opacity }
}

/** A new text whose first line has the point in its middle, where the hand has pointed. */
export function editNewText(point: BoardPoint, { fontSize, color, opacity }: Style): TextEditing {
  const halfLine = (fontSize * 1.25) / 2
  return { id: undefined, at: boardPoint(point.x, point.y - halfLine), text: '', fontSize, color, opacity }
}

/** What a text field may hold, as a board may: no line ends of other systems, no halves of characters. */
export function boardText(written: string): string {
  return written.replaceAll('\r\n', '\n').slice(0, maxTextLength).toWellFormed()
}

/** What ends an editing of `element` (as it is now) with this text; nothing where nothing changes. */
export function rewriteText(element: Element | undefined, content: string, size: TextSize): Operation[] {
  if (element?.type !== 'text' || element.text === content) return []
  if (content.trim() === '') return [deleteElement(element.id)]
  return [updateElement(element.id, { text: content, width: size.width, height: size.height })]
}

/** Nothing for a blank text: nobody could see or find it. */
export function writeText(
  { at, fontSize, color, opacity }: TextEditing,
  made: NewElement,
  content: string,
  { width, height }: TextSize,
): Operation[] {
  if (content.trim() === '') return []
  return [createElement(text({ ...made, at, fontSize, color, opacity, text: content, width, height }))]
}
