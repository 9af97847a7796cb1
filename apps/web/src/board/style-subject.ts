import type { Element, ElementType } from '@drawbridge/board'
import { elementType } from '@drawbridge/board'
import type { Style, ToolName } from '@drawbridge/editor'

export type StyleName = keyof Style

/** What the style panel is about: the selected elements, else what the chosen tool makes. */
export interface StyleSubject {
  /** The properties that can be set. */
  readonly names: ReadonlySet<StyleName>
  /** What they are; a property that differs between the selected elements is left out. */
  readonly values: Partial<Style>
}

const shapes = ['rectangle', 'ellipse', 'diamond', 'triangle', 'star', 'hexagon', 'cloud']
const made: Readonly<Record<string, ElementType>> = {
  pen: 'stroke',
  highlighter: 'stroke',
  line: 'line',
  arrow: 'line',
  elbow: 'line',
  text: 'text',
  note: 'note',
  frame: 'frame',
  ...Object.fromEntries(shapes.map((shape) => [shape, 'shape'])),
}

/** They show only where there are words. */
const wordStyles: readonly StyleName[] = ['fontSize', 'font', 'align', 'verticalAlign']

function namesOf(type: ElementType, hasWords: boolean, style: Style): StyleName[] {
  const properties = elementType(type).properties as readonly string[]
  return (Object.keys(style) as StyleName[]).filter(
    (name) => properties.includes(name) && (hasWords || !wordStyles.includes(name)),
  )
}

/** @param style of what comes next */
export function styleSubject(selected: readonly Element[], tool: ToolName, style: Style): StyleSubject {
  const names = new Set<StyleName>()
  if (selected.length === 0) {
    const type = made[tool]
    if (type) for (const name of namesOf(type, type === 'text' || type === 'note', style)) names.add(name)
    return { names, values: style }
  }
  // Worked out once for each kind: thousands may be selected, and be new in every frame in which they are moved.
  const seen = new Set<string>()
  for (const element of selected) {
    const hasWords = element.type === 'note' || ('text' in element && element.text !== '')
    const kind = hasWords ? `${element.type} with words` : element.type
    if (seen.has(kind)) continue
    seen.add(kind)
    for (const name of namesOf(element.type, hasWords, style)) names.add(name)
  }
  const values = Object.fromEntries([...names].flatMap((name) => shared(selected, name)))
  return { names, values }
}

/** The property's value if all that have it agree. */
function shared(selected: readonly Element[], name: StyleName): [StyleName, unknown][] {
  let found: { readonly value: unknown } | undefined
  for (const element of selected) {
    if (!(name in element)) continue
    const value: unknown = (element as unknown as Style)[name]
    found ??= { value }
    if (found.value !== value) return []
  }
  return found ? [[name, found.value]] : []
}
