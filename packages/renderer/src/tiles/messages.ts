import type { BoardSettings, Element, ElementId } from '@drawbridge/board'
import type { Theme } from '../theme.ts'
import type { Area } from './tile-grid.ts'
import type { Quality } from './paint-elements.ts'

/** What the whole board looks like, beside its elements. */
export interface Look {
  readonly theme: Theme
  readonly settings: BoardSettings
  /** Device pixels per CSS pixel: a background has its dots in these. */
  readonly pixelRatio: number
}

/** Something to paint. */
export type Job =
  | {
      readonly id: number
      readonly kind: 'area'
      readonly area: Area
      readonly quality: Quality
      /** Not painted if fewer elements are in the area: then the exact picture is there as soon. */
      readonly worthFrom: number
      /** Whether the next of its kind is expected to show the same and what has come on top of it. */
      readonly grows: boolean
    }
  | {
      readonly id: number
      /** All that is on the board, from far enough away to fit. */
      readonly kind: 'overview'
      /** Of its longer side, in device pixels. */
      readonly largest: number
    }

/** Below every revision. */
export const unfinished = -1

/** What was to be painted, but for the pixels. */
export interface Done {
  readonly id: number
  /** Undefined where nothing was worth painting. */
  readonly area: Area | undefined
  /** Of the last change that it shows; `unfinished` where more is to come of what it is to show. */
  readonly revision: number
  /** Files whose pictures were not there. */
  readonly awaits: readonly string[]
}

/** Elements that changed, and those that are gone. */
export interface ElementChanges {
  /** Counts up with each. */
  readonly revision: number
  readonly put: readonly Element[]
  readonly gone: readonly ElementId[]
}
