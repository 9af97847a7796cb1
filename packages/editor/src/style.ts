import type { Color, Element, ElementChanges } from '@drawbridge/board'

/** What the next element looks like. */
export interface Style {
  readonly color: Color
  /** Board units. */
  readonly strokeWidth: number
  /** `none`, or a colour. */
  readonly fill: Color
  /** 0…1 */
  readonly opacity: number
  /** Board units. */
  readonly fontSize: number
}

export const defaultStyle: Style = { color: 'ink', strokeWidth: 4, fill: 'none', opacity: 1, fontSize: 20 }

/** What has to be set so that the element looks like `style`; properties that it does not have are left out. */
export function styleChanges(element: Element, style: Partial<Style>): ElementChanges {
  const current = element as unknown as Readonly<Record<string, unknown>>
  const changes: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(style))
    if (Object.hasOwn(current, name) && current[name] !== value) changes[name] = value
  if (element.type === 'text' && typeof changes.fontSize === 'number') {
    const scale = changes.fontSize / element.fontSize
    // Only browsers can measure text, but its box grows with the font.
    changes.width = element.width * scale
    changes.height = element.height * scale
  }
  return changes
}
