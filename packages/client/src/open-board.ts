import { DrawbridgeError } from '@drawbridge/protocol'
import type { BoardEvents, Kept, OpenBoardOptions } from './board-client.ts'
import { BoardClient } from './board-client.ts'
import type { BoardStatus } from './core/status.ts'
import { Emitter } from './emitter.ts'
import { after, cancel } from './platform.ts'

const defaultTimeout = 15_000
/** What is stored here is shown after this, if the server has not answered by then. Milliseconds. */
const patience = 1_500

/**
 * Opens a board. Resolves when it is live: everything that the log held is here. Where the board is in `storage` and the
 * server cannot be reached, it resolves with what is stored; `status` says so. With `partly` it resolves, where
 * a snapshot is to come, once the server has let this client in, and what is on the board comes as `change` events. Rejects with a DrawbridgeError:
 * BOARD_NOT_FOUND for a wrong id or key, PROTOCOL_VERSION, UNREACHABLE when the server did not answer in time.
 */
export async function openBoard(options: OpenBoardOptions): Promise<BoardClient> {
  let kept: Kept | undefined
  let problem: DrawbridgeError | undefined
  try {
    kept = await takeFromStorage(options)
  } catch (cause) {
    problem = new DrawbridgeError('STORAGE_FAILED', undefined, { cause })
  }
  const emitter = new Emitter<BoardEvents>()
  const board = new BoardClient(options, emitter, kept)
  try {
    const isStored = kept?.view.traits !== undefined
    await opened(board, options.timeout ?? defaultTimeout, isStored, options.partly ?? false)
  } catch (error) {
    board.close()
    throw error
  }
  // Whoever waits for the board listens by then.
  if (problem) after(0, () => emitter.emit('error', problem))
  return board
}

async function takeFromStorage({ storage, boardId, key }: OpenBoardOptions): Promise<Kept | undefined> {
  if (!storage) return undefined
  const held = await storage.claim(boardId, key)
  return { storage, held, view: await storage.view(boardId, key) }
}

/**
 * @param isStored whether there is something to show without the server
 * @param partly whether a part of the board will do, be it nothing yet
 */
function opened(board: BoardClient, timeout: number, isStored: boolean, partly: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let isPatient = true
    const settle = (error?: DrawbridgeError) => {
      cancel(timer)
      stopStatus()
      stopError()
      if (error) reject(error)
      else resolve()
    }
    const look = ({ connection, opened }: BoardStatus) => {
      const isWhole = opened === 1
      if (connection === 'live' || (partly && connection === 'catching-up' && !isWhole)) settle()
      else if (isStored && isWhole && (connection === 'offline' || !isPatient)) settle()
    }
    const timer = after(isStored ? Math.min(timeout, patience) : timeout, () => {
      isPatient = false
      if (isStored) look(board.status)
      else settle(new DrawbridgeError('UNREACHABLE'))
    })
    const stopError = board.on('error', (error) => {
      // It opens without.
      if (error.code !== 'STORAGE_FAILED') settle(error)
    })
    const stopStatus = board.on('status', look)
    // Of a large board that is stored, the first part is here already.
    if (partly && isStored && board.status.opened < 1) settle()
  })
}
