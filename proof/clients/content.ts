import { createHash } from 'node:crypto'
import type { Operation } from '@drawbridge/board'
import { Ink } from '@drawbridge/board'

/** As `GET /api/boards/:id/entries` writes it: each point as [x, y, pressure, time]. */
function pointsOf(ink: Ink): number[][] {
  return Array.from({ length: ink.length }, (_, i) => [ink.x(i), ink.y(i), ink.pressure(i), ink.time(i)])
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]): [string, unknown] =>
      field instanceof Ink ? ['points', pointsOf(field)] : [key, field],
    )
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}

/**
 * Names what an entry says: equal for the operations that a client submitted and for those that the server's HTTP
 * interface gives for them.
 */
export function contentOf(operations: readonly Operation[] | readonly object[]): string {
  return createHash('sha1').update(canonical(operations)).digest('base64url')
}
