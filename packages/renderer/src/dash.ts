import type { Dash } from '@drawbridge/board'

/** Dashes and gaps of a line, in board units; undefined for a solid one. Round caps add a line's width to each dash. */
export function dashes(dash: Dash, width: number): readonly number[] | undefined {
  if (dash === 'solid') return undefined
  return dash === 'dashed' ? [2.5 * width, 2.5 * width] : [0.01, 2 * width]
}
