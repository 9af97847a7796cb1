import type { InkPoint } from '@drawbridge/board'
import { createElement, elementId, indexBetween, stroke } from '@drawbridge/board'
import type { CreatedBoard } from '@drawbridge/client'
import { createBoard, openBoard } from '@drawbridge/client'
import { until } from './guarded-process.ts'
import { seededRandom } from './random.ts'

/** A stroke's points: a small wave, to the right of (x, y). */
function wave(x: number, y: number, points: number): InkPoint[] {
  return Array.from({ length: points }, (_, i) => ({
    x: x + i / 2,
    y: y + 6 * Math.sin(i / 3),
    pressure: 0.5 + 0.2 * Math.sin(i / 9),
    time: 8 * i,
  }))
}

const columns = 200
const [across, down] = [36, 20]

/**
 * A board with so many strokes in rows of 200, from (40, 40) on, all of them in the log and in a snapshot, which whoever
 * opens it gets. The server must make snapshots of few entries: DRAWBRIDGE_SNAPSHOT_ENTRIES.
 */
export async function createLargeBoard(url: string, strokes: number, points = 60): Promise<CreatedBoard> {
  const made = await createBoard({ url, title: 'Large' })
  const at = { url, boardId: made.id, key: made.keys.editor }
  const author = await openBoard(at)
  const random = seededRandom(1)
  let index: string | null = null
  for (let first = 0; first < strokes; first += columns) {
    const operations = Array.from({ length: Math.min(columns, strokes - first) }, (_, i) => {
      const number = first + i
      index = indexBetween(index, null, random())
      const bytes = new Uint8Array(16)
      new DataView(bytes.buffer).setUint32(12, number)
      const inkOf = wave(40 + across * i, 40 + (down * first) / columns, points)
      return createElement(stroke({ id: elementId(bytes), index, points: inkOf, color: 'blue' }))
    })
    author.submit(operations)
  }
  await author.saved()
  author.close()
  await until(
    async () => {
      // It resolves before it is live only where there is a snapshot of most of it.
      const visitor = await openBoard({ ...at, partly: true })
      const isPart = visitor.status.opened < 1
      visitor.close()
      return isPart
    },
    () => 'the board comes as a snapshot',
  )
  return made
}
