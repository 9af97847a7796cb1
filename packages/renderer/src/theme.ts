import type { Color } from '@drawbridge/board'
import { palette } from '@drawbridge/board'

export type PaletteName = (typeof palette)[number]

/** All colours of a look, as `#rrggbb`. */
export interface Theme {
  readonly name: 'light' | 'dark'
  /** Lines and text. */
  readonly colors: Readonly<Record<PaletteName, string>>
  /** Areas and the board's background: softer, so that lines and text on them stay readable. */
  readonly fills: Readonly<Record<PaletteName, string>>
  /** Highlighters: blended with what is below, so that it stays as readable as it was. */
  readonly highlights: Readonly<Record<PaletteName, string>>
  /** Dots and lines of the background. */
  readonly pattern: string
  readonly selection: string
}

const light: Theme = {
  name: 'light',
  colors: {
    ink: '#1d1f24',
    paper: '#ffffff',
    grey: '#6b7280',
    red: '#d92d20',
    orange: '#c4500a',
    yellow: '#96700a',
    green: '#16803c',
    blue: '#1c64d8',
    violet: '#7a3fd0',
    pink: '#c7287c',
  },
  fills: {
    ink: '#1d1f24',
    paper: '#ffffff',
    grey: '#e5e7eb',
    red: '#fbd5d2',
    orange: '#fbdfc5',
    yellow: '#faedb4',
    green: '#cdeed7',
    blue: '#d2e3fc',
    violet: '#e5d9fa',
    pink: '#fad7e8',
  },
  highlights: {
    ink: '#c9ccd3',
    paper: '#ffffff',
    grey: '#d9dce2',
    red: '#ff9f97',
    orange: '#ffc078',
    yellow: '#ffe45c',
    green: '#97eeaa',
    blue: '#94ccff',
    violet: '#cfb3ff',
    pink: '#ff9fd2',
  },
  pattern: '#d5d8de',
  selection: '#1c64d8',
}

const dark: Theme = {
  name: 'dark',
  colors: {
    ink: '#eceef2',
    paper: '#16181d',
    grey: '#9aa1ad',
    red: '#ff7b72',
    orange: '#ff9d57',
    yellow: '#ecc94b',
    green: '#5bd083',
    blue: '#6ea8fe',
    violet: '#b794f6',
    pink: '#f783b9',
  },
  fills: {
    ink: '#eceef2',
    paper: '#16181d',
    grey: '#343943',
    red: '#5a2522',
    orange: '#58351a',
    yellow: '#504414',
    green: '#1c4a2c',
    blue: '#1c3a66',
    violet: '#412c66',
    pink: '#5a2442',
  },
  highlights: {
    ink: '#45484f',
    paper: '#000000',
    grey: '#3a3d44',
    red: '#7a2a24',
    orange: '#75430f',
    yellow: '#6b5c00',
    green: '#17612f',
    blue: '#124f8f',
    violet: '#53309a',
    pink: '#7d2257',
  },
  pattern: '#32363f',
  selection: '#6ea8fe',
}

export const themes: { readonly light: Theme; readonly dark: Theme } = { light, dark }

function named(table: Readonly<Record<string, string>>, color: Color): string {
  if (color.startsWith('#')) return color
  return (Object.hasOwn(table, color) ? table[color] : undefined) ?? table.ink ?? '#000000'
}

/** What the board is painted with where nothing is: as soft as an area, so that all colours are readable on it. */
export function backgroundColor(theme: Theme, color: Color): string {
  return named(theme.fills, color)
}

/** What a line or a text of this colour is painted with. */
export function lineColor(theme: Theme, color: Color): string {
  return named(theme.colors, color)
}

/** What an area of this colour is painted with; undefined for `none`. */
export function fillColor(theme: Theme, color: Color): string | undefined {
  return color === 'none' ? undefined : named(theme.fills, color)
}

/** How a highlighter's ink lets through what is below it. */
export function highlightBlend(theme: Theme): 'multiply' | 'screen' {
  return theme.name === 'light' ? 'multiply' : 'screen'
}

/** What a highlighter of this colour is blended with. One's own colour is brought half the way to what blends away. */
export function highlightColor(theme: Theme, color: Color): string {
  if (!color.startsWith('#')) return named(theme.highlights, color)
  const gone = theme.name === 'light' ? 255 : 0
  const half = (at: number) => Math.round((parseInt(color.slice(at, at + 2), 16) + gone) / 2)
  return `#${[half(1), half(3), half(5)].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
