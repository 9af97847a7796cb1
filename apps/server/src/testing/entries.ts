import { createElement, elementId, encodeBase64Url, rectangle } from '@drawbridge/board'
import type { Operation } from '@drawbridge/board'
import type { LiveBatch } from '@drawbridge/protocol'
import { encodeOperations, parseBatch } from '@drawbridge/protocol'

/** The creation of a rectangle whose id is made of this number. */
export function rectangleNumber(number: number): Operation {
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setUint32(0, number)
  const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
  return createElement(rectangle({ id: elementId(bytes), index: 'a0', box }))
}

/** As a client submits it. */
export function encoded(...operations: readonly Operation[]): string {
  return encodeBase64Url(encodeOperations(operations))
}

/** Entries that each create a rectangle, the first of that number. */
export function someEntries(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => encoded(rectangleNumber(first + i)))
}

/** What a live batch says, which must be one. */
export function batchOf(text: string | undefined): LiveBatch {
  if (text === undefined) throw new Error('there is no batch')
  const batch = parseBatch(text)
  if (!batch.ok) throw new Error(batch.reason)
  return batch.value
}
