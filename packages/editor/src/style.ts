import type { ShapeName } from '@drawbridge/geometry'
import type {
  Align,
  Color,
  Dash,
  Element,
  ElementChanges,
  FillStyle,
  Font,
  LineHead,
  Route,
  VerticalAlign,
} from '@drawbridge/board'
import type { MeasureText } from './text-box.ts'
import { grownBox, textBox } from './text-box.ts'

/** What the next element looks like; each is a property of some elements, and what an element does not have is left out. */
export interface Style {
  readonly color: Color
  /** Board units. */
  readonly strokeWidth: number
  readonly dash: Dash
  /** `none`, or a colour. */
  readonly fill: Color
  readonly fillStyle: FillStyle
  /** 0 is clean; from 1 on it looks drawn by hand. */
  readonly roughness: number
  readonly shape: ShapeName
  /** Of rounded corners, in board units. */
  readonly radius: number
  /** 0…1 */
  readonly opacity: number
  /** Board units. */
  readonly fontSize: number
  readonly font: Font
  readonly align: Align
  readonly verticalAlign: VerticalAlign
  readonly route: Route
  readonly startHead: LineHead
  readonly endHead: LineHead
}

export const defaultStyle: Style = {
  color: 'ink',
  strokeWidth: 4,
  dash: 'solid',
  fill: 'none',
  fillStyle: 'solid',
  roughness: 0,
  shape: 'rectangle',
  radius: 0,
  opacity: 1,
  fontSize: 20,
  font: 'sans',
  align: 'center',
  verticalAlign: 'middle',
  route: 'straight',
  startHead: 'none',
  endHead: 'none',
}

/** How far a line of this extent leaves the straight one when it is first curved, in board units. */
export function usualBend(dx: number, dy: number): number {
  return Math.hypot(dx, dy) / 5
}

/** The looks that an element has; which shape it is, is not one of them. */
export function styleOf(element: Element): Partial<Style> {
  const values = element as unknown as Readonly<Record<string, unknown>>
  const names = Object.keys(defaultStyle).filter((name) => name !== 'shape' && Object.hasOwn(values, name))
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}

/**
 * What has to be set so that the element looks like `style`; properties that it does not have are left out. The box of a
 * text, and of what words stand in, goes with the words.
 * @param element as `placed` gives it
 */
export function styleChanges(element: Element, style: Partial<Style>, measure: MeasureText): ElementChanges {
  const current = element as unknown as Readonly<Record<string, unknown>>
  const changes: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(style))
    if (Object.hasOwn(current, name) && current[name] !== value) changes[name] = value
  if (Object.keys(changes).length === 0) return changes
  const after = { ...element, ...changes } as Element
  const resizesWords = ['font', 'fontSize', 'shape'].some((name) => name in changes)
  if (after.type === 'text' && resizesWords) return { ...changes, ...textBox(after, measure) }
  if ((after.type === 'shape' || after.type === 'note') && resizesWords)
    return { ...changes, ...grownBox(after, measure) }
  if (after.type === 'line' && changes['route'] === 'curved' && after.bend === 0)
    return { ...changes, bend: usualBend(after.dx, after.dy) }
  return changes
}
