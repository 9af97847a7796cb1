import type { Element } from '@drawbridge/board'
import type { Theme } from './theme.ts'

export interface SvgOptions {
  /** The light theme if left out. */
  readonly theme?: Theme
  /** Board units around the elements; 20 if left out. */
  readonly padding?: number
  /** A palette name or `#rrggbb`; transparent if left out. */
  readonly background?: string
}

/** The elements, bottom first, as an SVG document. Needs no DOM. */
export function renderSvg(_elements: readonly Element[], _options: SvgOptions = {}): string {
  return ''
}

export { themes } from './theme.ts'
export type { Theme } from './theme.ts'
