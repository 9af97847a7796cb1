import { flushCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { Board, boardHash, replay } from '@drawbridge/board'
import { decodeSnapshot, DrawbridgeError, encodeSnapshot } from '@drawbridge/protocol/stored'
import { unpackEntries } from '../log/segment.ts'
import { elementAsJson } from './board-json.ts'
import { decodeEntries } from './decode-entries.ts'
import type { FoldReply, FoldRequest, FoldWork } from './fold-work.ts'

/**
 * The thread that holds boards as the fold of their logs. It knows no log: it gets bytes and gives bytes, so that a large
 * board costs the thread that serves people nothing but their copying.
 */
const boards = new Map<string, { readonly board: Board; seq: number }>()

function started(snapshot: Uint8Array | null): { readonly board: Board; readonly seq: number } {
  if (!snapshot) return { board: new Board(), seq: 0 }
  const decoded = decodeSnapshot(snapshot)
  if (!decoded.ok)
    throw new DrawbridgeError('INTERNAL', `A snapshot of the log is broken: ${decoded.reason}.`)
  return decoded.value
}

function held(id: string) {
  const folded = boards.get(id)
  if (!folded) throw new DrawbridgeError('INTERNAL', 'The board was not begun here.')
  return folded
}

function documentOf({ board, seq }: { readonly board: Board; readonly seq: number }, epoch: string): string {
  return JSON.stringify({
    epoch,
    seq,
    hash: boardHash(board),
    settings: board.settings,
    elements: board.elements.map(elementAsJson),
  })
}

function carryOut(work: FoldWork): unknown {
  switch (work.type) {
    case 'start': {
      const folded = started(work.snapshot)
      boards.set(work.board, { ...folded })
      return folded.seq
    }
    case 'advance': {
      const folded = held(work.board)
      const entries = unpackEntries(
        Buffer.from(work.entries.buffer, work.entries.byteOffset, work.entries.byteLength),
      )
      folded.seq = replay(folded.board, folded.seq, decodeEntries(work.base, entries))
      return folded.seq
    }
    case 'snapshot': {
      const { board, seq } = held(work.board)
      return encodeSnapshot(board, seq)
    }
    case 'document':
      return new TextEncoder().encode(documentOf(held(work.board), work.epoch))
    case 'count':
      return held(work.board).board.elements.length
    case 'forget':
      return boards.delete(work.board)
  }
}

function answer({ id, work }: FoldRequest): FoldReply {
  try {
    return { id, ok: true, value: carryOut(work) }
  } catch (error) {
    const known = error instanceof DrawbridgeError ? error : new DrawbridgeError('INTERNAL', String(error))
    return { id, ok: false, code: known.code, message: known.message }
  }
}

// A process that is killed would not leave it to the next one.
flushCompileCache()
parentPort?.on('message', (request: FoldRequest) => parentPort?.postMessage(answer(request)))
