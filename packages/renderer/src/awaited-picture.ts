import { shapePath } from '@drawbridge/geometry'
import type { ImageOp, SimpleOp } from './paint-op.ts'
import type { Theme } from './theme.ts'

const labelSize = 14
const margin = 12
/** Thickness of the bar that tells how much is sent. */
const bar = 6

/**
 * What is seen in place of a picture that is not here: its box, with its alternative text.
 * @param progress the part that is sent, 0…1, where it is being sent
 */
export function awaitedPicture(op: ImageOp, theme: Theme, progress?: number): SimpleOp[] {
  const { width, height, label } = op
  const path = shapePath('rectangle', { width, height, radius: 0 })
  const ops: SimpleOp[] = [
    { kind: 'fill', path, color: theme.fills.grey },
    { kind: 'outline', path, color: theme.colors.grey, width: 1 },
  ]
  if (label !== '' && height > 2 * labelSize)
    ops.push({
      kind: 'text',
      lines: [{ text: label, rightToLeft: false }],
      color: theme.colors.ink,
      fontSize: labelSize,
      font: 'sans',
      align: 'center',
      x: 0,
      y: height / 2 - labelSize,
      width,
    })
  if (progress !== undefined) ops.push(...sent(op, theme, progress))
  return ops
}

/** A bar near the lower edge. */
export function sent({ width, height }: ImageOp, theme: Theme, progress: number): SimpleOp[] {
  const length = width - 2 * margin
  if (length <= 0 || height < 2 * margin) return []
  const y = height - margin
  const piece = (to: number) => ({
    verbs: 'ML',
    coordinates: [margin, y, margin + length * to, y],
  })
  return [
    { kind: 'outline', path: piece(1), color: theme.colors.paper, width: bar },
    { kind: 'outline', path: piece(progress), color: theme.selection, width: bar / 2 },
  ]
}
