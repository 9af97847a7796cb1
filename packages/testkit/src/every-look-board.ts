import { changeSettings, createElement, elementId, indexBetween, rectangle } from '@drawbridge/board'
import type { CreatedBoard } from '@drawbridge/client'
import { createBoard, openBoard } from '@drawbridge/client'
import { everyLook } from './every-look.ts'

/**
 * A board with elements in every look and without a pattern, in the log and with its picture. They lie on a sheet whose
 * edges are at whole board units, so that a file of all of it has its pixels where a screen at zoom 1 has them.
 * @param picture bytes of a file that is twice as wide as it is high
 */
export async function createEveryLookBoard(url: string, picture: Uint8Array): Promise<CreatedBoard> {
  const made = await createBoard({ url, title: 'Looks' })
  const author = await openBoard({ url, boardId: made.id, key: made.keys.editor })
  const looks = everyLook(await author.files.put(picture))
  const sheet = rectangle({
    id: elementId(new Uint8Array(16).fill(255)),
    index: indexBetween(null, looks[0]?.index ?? null, 0),
    box: { minX: -60, minY: -60, maxX: 900, maxY: 620 },
    color: 'paper',
    fill: 'paper',
  })
  author.submit([changeSettings({ pattern: 'none' }), ...[sheet, ...looks].map(createElement)])
  await author.saved()
  author.close()
  return made
}
