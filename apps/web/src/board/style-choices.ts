import { shapeNames } from '@drawbridge/geometry'
import type { Style } from '@drawbridge/editor'
import type { MessageKey } from '../i18n/english.ts'
import type { StyleName } from './style-subject.ts'

/** One value of a property, as a button shows it: a drawing in a square of 24, or a letter. */
export interface StyleChoice<Value> {
  readonly value: Value
  readonly name: MessageKey
  /** SVG path data. */
  readonly path?: string
  readonly strokeWidth?: number
  readonly dash?: string
  readonly letter?: { readonly size?: number; readonly font?: string }
}

const across = 'M3 12h18'
const drawn = 'M3 13c3-5 5-5 7-1s4 4 6 0 3-3 5-1'

export type ChoiceName = Exclude<
  StyleName,
  'color' | 'fill' | 'fillStyle' | 'opacity' | 'startHead' | 'endHead' | 'shape'
>

/** The values on offer, by property. */
export const styleChoices: { readonly [Name in ChoiceName]: readonly StyleChoice<Style[Name]>[] } = {
  strokeWidth: [
    { value: 2, name: 'style.widths.thin', path: across, strokeWidth: 1.5 },
    { value: 4, name: 'style.widths.medium', path: across, strokeWidth: 3 },
    { value: 8, name: 'style.widths.bold', path: across, strokeWidth: 5.5 },
    { value: 16, name: 'style.widths.veryBold', path: across, strokeWidth: 9 },
  ],
  dash: [
    { value: 'solid', name: 'style.dashes.solid', path: across },
    { value: 'dashed', name: 'style.dashes.dashed', path: across, dash: '5 4' },
    { value: 'dotted', name: 'style.dashes.dotted', path: across, dash: '0.1 4.5' },
  ],
  roughness: [
    { value: 0, name: 'style.looks.clean', path: across },
    { value: 1, name: 'style.looks.drawn', path: drawn, strokeWidth: 1.5 },
    {
      value: 2,
      name: 'style.looks.rough',
      path: `${drawn}M3 11c4 4 6 3 8 0s4-2 6 2 2 1 4 0`,
      strokeWidth: 1.2,
    },
  ],
  radius: [
    { value: 0, name: 'style.corners.sharp', path: 'M5 20V5h15' },
    { value: 16, name: 'style.corners.round', path: 'M5 20v-5A10 10 0 0 1 15 5h5' },
  ],
  route: [
    { value: 'straight', name: 'style.routes.straight', path: 'M4 20 20 4' },
    { value: 'curved', name: 'style.routes.curved', path: 'M4 20C5 9 9 5 20 4' },
    { value: 'elbow', name: 'style.routes.elbow', path: 'M4 20h8V4h8' },
  ],
  font: [
    { value: 'sans', name: 'style.fonts.sans', letter: { font: 'sans' } },
    { value: 'serif', name: 'style.fonts.serif', letter: { font: 'serif' } },
    { value: 'mono', name: 'style.fonts.mono', letter: { font: 'mono' } },
    { value: 'hand', name: 'style.fonts.hand', letter: { font: 'hand' } },
  ],
  fontSize: [
    { value: 16, name: 'style.textSizes.small', letter: { size: 12 } },
    { value: 20, name: 'style.textSizes.medium', letter: { size: 15 } },
    { value: 32, name: 'style.textSizes.large', letter: { size: 19 } },
    { value: 56, name: 'style.textSizes.veryLarge', letter: { size: 24 } },
  ],
  align: [
    { value: 'start', name: 'style.aligns.start', path: 'M4 6h16M4 12h10M4 18h13' },
    { value: 'center', name: 'style.aligns.center', path: 'M4 6h16M7 12h10M5.5 18h13' },
    { value: 'end', name: 'style.aligns.end', path: 'M4 6h16M10 12h10M7 18h13' },
  ],
  verticalAlign: [
    { value: 'top', name: 'style.aligns.top', path: 'M4 4h16M9 9h6M9 13h6' },
    { value: 'middle', name: 'style.aligns.middle', path: 'M4 12h3M17 12h3M9 10h6M9 14h6' },
    { value: 'bottom', name: 'style.aligns.bottom', path: 'M4 20h16M9 11h6M9 15h6' },
  ],
}

export type Fill = 'none' | Style['fillStyle']

/** How areas are filled, or that they are not. */
export const fillChoices: readonly StyleChoice<Fill>[] = [
  { value: 'none', name: 'style.noFill', path: 'M5 5h14v14H5z' },
  {
    value: 'solid',
    name: 'style.filled',
    path: 'M5 5h14v14H5zM5 9h14M5 13h14M5 17h14M5 7h14M5 11h14M5 15h14',
    strokeWidth: 2.4,
  },
  {
    value: 'hachure',
    name: 'style.hachure',
    path: 'M5 5h14v14H5zM5 12l7-7M5 19 19 5M12 19l7-7',
    strokeWidth: 1.5,
  },
  {
    value: 'cross-hatch',
    name: 'style.crossHatch',
    path: 'M5 5h14v14H5zM5 12l7-7M5 19 19 5M12 19l7-7M12 5l7 7M5 5l14 14M5 12l7 7',
    strokeWidth: 1.3,
  },
]

const heads: readonly { readonly value: Style['endHead']; readonly name: MessageKey }[] = [
  { value: 'none', name: 'style.heads.none' },
  { value: 'arrow', name: 'style.heads.arrow' },
  { value: 'triangle', name: 'style.heads.triangle' },
  { value: 'dot', name: 'style.heads.dot' },
  { value: 'diamond', name: 'style.heads.diamond' },
  { value: 'bar', name: 'style.heads.bar' },
]

export type PickedName = 'shape' | 'startHead' | 'endHead'

/** The values on offer of properties that have many: they are picked from a list of words. */
export const pickedChoices: {
  readonly [Name in PickedName]: readonly { readonly value: Style[Name]; readonly name: MessageKey }[]
} = {
  shape: shapeNames.map((shape) => ({ value: shape, name: `tools.${shape}` as const })),
  startHead: heads,
  endHead: heads,
}

/** Rows of the panel that are one property each, in order; those of one line stand side by side. */
export const rows: readonly (readonly { readonly style: ChoiceName; readonly label: MessageKey }[])[] = [
  [{ style: 'strokeWidth', label: 'style.width' }],
  [
    { style: 'dash', label: 'style.dash' },
    { style: 'roughness', label: 'style.look' },
  ],
  [
    { style: 'radius', label: 'style.corner' },
    { style: 'route', label: 'style.route' },
  ],
  [{ style: 'font', label: 'style.font' }],
  [{ style: 'fontSize', label: 'style.textSize' }],
  [
    { style: 'align', label: 'style.align' },
    { style: 'verticalAlign', label: 'style.verticalAlign' },
  ],
]
