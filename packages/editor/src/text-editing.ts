import type {
  Align,
  Color,
  Element,
  ElementId,
  LineElement,
  NoteElement,
  Operation,
  ShapeElement,
  TextElement,
  VerticalAlign,
} from '@drawbridge/board'
import {
  createElement,
  deleteElement,
  elementBox,
  labelBox,
  lineHeight,
  lineMiddle,
  maxTextLength,
  text,
  updateElement,
} from '@drawbridge/board'
import type { BoardPoint, Box, Vector } from '@drawbridge/geometry'
import { boxCenter } from '@drawbridge/geometry'
import type { NewElement } from './identity.ts'
import type { Style } from './style.ts'
import type { MeasureText, TextLooks } from './text-box.ts'
import { alignShare, grownBox, textBox, wrapWidth } from './text-box.ts'

/** A request to the page: open a text field here. It stays until `commitText` or `cancelText`. */
export interface TextEditing extends TextLooks {
  /** The element whose text is edited; undefined for a new one. Its words are not to be painted meanwhile. */
  readonly id: ElementId | undefined
  /** Where the words stand before they are turned, in board units; words that do not fit reach beyond it. */
  readonly box: Box
  /** Radians, clockwise about `pivot`. */
  readonly rotation: number
  readonly pivot: Vector
  readonly align: Align
  readonly verticalAlign: VerticalAlign
  /** What the field starts with. */
  readonly text: string
  readonly color: Color
  /** What the words stand on, where they have to be readable on that; then `color` does not count. */
  readonly paper: Color | undefined
  readonly opacity: number
}

type Written = TextElement | ShapeElement | NoteElement | LineElement

/** Whether the element has words that are written on the board itself. */
export function hasWords(element: Element): element is Written {
  const { type } = element
  return type === 'text' || type === 'shape' || type === 'note' || type === 'line'
}

/** The editing of an element's words; undefined for one that has none, or is locked. @param element as `placed` gives it */
export function editElementText(element: Element): TextEditing | undefined {
  if (!hasWords(element) || element.locked) return undefined
  const { id, rotation, text: current, font, fontSize, color, opacity } = element
  const pivot = boxCenter(elementBox(element))
  const common = { id, rotation, pivot, text: current, font, fontSize, color, opacity, paper: undefined }
  switch (element.type) {
    case 'text': {
      const box = elementBox(element)
      const wrapAt = element.wraps ? element.width : undefined
      return { ...common, box, align: element.align, verticalAlign: 'top', wrapAt }
    }
    case 'line': {
      const { x, y } = lineMiddle(element)
      const box = { minX: x, minY: y, maxX: x, maxY: y }
      return { ...common, box, align: 'center', verticalAlign: 'middle' }
    }
    default: {
      const box = labelBox(element)
      const { align, verticalAlign } = element
      const paper = element.type === 'note' ? color : undefined
      return { ...common, box, align, verticalAlign, paper, wrapAt: wrapWidth(box) }
    }
  }
}

/** A new text whose first line has the point in its middle, where the hand has pointed. */
export function editNewText(point: BoardPoint, style: Style): TextEditing {
  const { fontSize, font, align, color, opacity } = style
  const minY = point.y - (fontSize * lineHeight) / 2
  const box = { minX: point.x, minY, maxX: point.x, maxY: minY + fontSize * lineHeight }
  return {
    id: undefined,
    box,
    rotation: 0,
    pivot: point,
    align,
    verticalAlign: 'top',
    text: '',
    fontSize,
    font,
    color,
    paper: undefined,
    opacity,
  }
}

/** What a text field may hold, as a board may: no line ends of other systems, no halves of characters. */
export function boardText(written: string): string {
  return written.replaceAll('\r\n', '\n').slice(0, maxTextLength).toWellFormed()
}

/** What ends an editing of `element` (as it is now) with this text; nothing where nothing changes. */
export function rewriteText(
  element: Element | undefined,
  content: string,
  measure: MeasureText,
): Operation[] {
  if (!element || !hasWords(element) || element.text === content) return []
  if (element.type === 'text') {
    if (content.trim() === '') return [deleteElement(element.id)]
    return [updateElement(element.id, { text: content, ...textBox({ ...element, text: content }, measure) })]
  }
  const written = content.trim() === '' ? '' : content
  const grown = element.type === 'line' ? {} : grownBox({ ...element, text: written }, measure)
  return [updateElement(element.id, { text: written, ...grown })]
}

/** Nothing for a blank text: nobody could see or find it. */
export function writeText(
  { box, fontSize, font, align, color, opacity }: TextEditing,
  made: NewElement,
  content: string,
  measure: MeasureText,
): Operation[] {
  if (content.trim() === '') return []
  const size = measure(content, { font, fontSize })
  const at = { x: box.minX - size.width * alignShare[align], y: box.minY }
  return [createElement(text({ ...made, ...size, at, fontSize, font, align, color, opacity, text: content }))]
}
