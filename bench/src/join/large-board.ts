import { createBoard } from '@drawbridge/client'
import type { SubmitReply } from '@drawbridge/protocol'
import { until } from '@drawbridge/testkit'
import { setTimeout as wait } from 'node:timers/promises'
import { BoardSocket } from '../load/board-socket.ts'
import { Hand } from '../load/hand.ts'
import type { BoardTarget } from '../load/participant.ts'
import { tokenFor } from '../load/session.ts'
import { StrokeEntries } from '../load/stroke-entries.ts'

/** Several draw it: what one connection may submit in a second is limited. */
const authors = 8
const entriesAtOnce = 100
/** Entries that may lie after the newest snapshot; servers make one each thousand. */
const longestTail = 1500
const snapshotWithin = 120_000

/** A board of so many strokes, one to an entry, of which a snapshot has been made that lacks few of them. */
export async function makeLargeBoard(url: string, strokes: number, points: number): Promise<BoardTarget> {
  const { id: boardId, keys } = await createBoard({ url, title: 'Large' })
  const target = { url, boardId, key: keys.editor }
  const token = await tokenFor(target)
  const entries = new StrokeEntries()
  const hand = new Hand(1)
  let left = strokes
  const draw = async () => {
    const socket = await BoardSocket.open({ url, boardId, token })
    for (let first = 1; left > 0;) {
      const count = Math.min(entriesAtOnce, left)
      left -= count
      const batch = Array.from({ length: count }, () => entries.next(hand.stroke(points)))
      await submit(socket, first, batch)
      first += count
    }
    socket.close()
  }
  await Promise.all(Array.from({ length: authors }, draw))
  await until(
    async () => {
      const socket = await BoardSocket.open({ url, boardId, token })
      socket.close()
      return socket.welcome.head - socket.welcome.snapshot < longestTail
    },
    () => 'a snapshot of the board is made',
    snapshotWithin,
  )
  return target
}

async function submit(socket: BoardSocket, first: number, entries: readonly string[]): Promise<void> {
  for (;;) {
    const reply = await socket.ask<SubmitReply>('submit', first, entries)
    if (reply.ok) return
    const { retryAfter, message } = reply.error
    if (retryAfter === undefined) throw new Error(`strokes were refused: ${message}`)
    await wait(retryAfter)
  }
}
