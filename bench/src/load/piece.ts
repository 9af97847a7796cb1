import type { Change } from '@drawbridge/board'
import type { Samples } from './samples.ts'
import { readStrokeName } from './stroke-names.ts'

/** Samples of a drawer, from one number up to but not including another. */
export interface Piece {
  readonly drawer: number
  readonly from: number
  readonly to: number
}

/** Which samples these changes have brought. */
export function piecesOf(changes: readonly Change[], samples: Samples): readonly Piece[] {
  return changes.flatMap(({ id, before, after }) => {
    if (id === null || after?.type !== 'stroke') return []
    const { drawer, stroke } = readStrokeName(id)
    const start = samples.strokeStart(drawer, stroke)
    const had = before?.type === 'stroke' ? before.ink.length : 0
    return [{ drawer, from: start + had, to: start + after.ink.length }]
  })
}
