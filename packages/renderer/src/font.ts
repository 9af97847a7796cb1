import type { Font } from '@drawbridge/board'

/** For text fields too, so that text does not jump when its editing ends. */
export const fontFamilies: Readonly<Record<Font, string>> = {
  sans: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  serif: 'Georgia, "Times New Roman", "Noto Serif", serif',
  mono: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  hand: '"Segoe Print", "Bradley Hand", "Chalkboard SE", "Comic Neue", "Comic Sans MS", cursive',
}

/** Of names and labels that are not a part of any element. */
export const fontFamily = fontFamilies.sans

/** From the top of a line to its baseline in font sizes, where a browser puts it for usual fonts at this line height. */
export const baseline = 0.97
