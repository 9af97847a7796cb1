import { createBoard } from '@drawbridge/client'
import type { SubmitReply } from '@drawbridge/protocol'
import { setTimeout as wait } from 'node:timers/promises'
import { clock } from '../clock.ts'
import type { Admission } from '../load/board-socket.ts'
import { BoardSocket } from '../load/board-socket.ts'
import { Hand } from '../load/hand.ts'
import type { BoardTarget } from '../load/participant.ts'
import { tokenFor } from '../load/session.ts'
import { StrokeEntries } from '../load/stroke-entries.ts'

/** Several draw it: what one connection may submit in a second is limited. */
const authors = 8
const entriesAtOnce = 100
/** Entries that may lie after the newest snapshot; servers make one each thousand, of a large board each four thousand. */
const longestTail = 4000
/** Milliseconds. */
const snapshotWithin = 120_000
const pause = 250

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
  await snapshotMade({ url, boardId, token }, () => entries.next(hand.stroke(points)))
  return target
}

/** Goes on drawing, now and then: a server looks whether a snapshot is due when something is stored. */
async function snapshotMade(admission: Admission, next: () => string): Promise<void> {
  const pen = await BoardSocket.open(admission)
  const deadline = clock() + snapshotWithin
  for (let n = 1; ; n++) {
    await submit(pen, n, [next()])
    const visitor = await BoardSocket.open(admission)
    const { head, snapshot } = visitor.welcome
    visitor.close()
    if (head - snapshot < longestTail) break
    if (clock() > deadline) throw new Error(`the newest snapshot is at ${snapshot}, and the log at ${head}`)
    await wait(pause)
  }
  pen.close()
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
