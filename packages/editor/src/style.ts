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

/** What has to be set so that the element looks like `style`; properties that it does not have are left out. */
export function styleChanges(element: Element, style: Partial<Style>): ElementChanges {
  const current = element as unknown as Readonly<Record<string, unknown>>
  const changes: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(style))
    if (Object.hasOwn(current, name) && current[name] !== value) changes[name] = value
  if (element.type === 'text' && typeof changes['fontSize'] === 'number') {
    const scale = changes['fontSize'] / element.fontSize
    // Only browsers can measure text, but its box grows with the font.
    changes['width'] = element.width * scale
    changes['height'] = element.height * scale
  }
  return changes
}
