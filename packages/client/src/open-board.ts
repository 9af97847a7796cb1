import { DrawbridgeError } from '@drawbridge/protocol'
import type { OpenBoardOptions } from './board-client.ts'
import { BoardClient } from './board-client.ts'
import { after, cancel } from './platform.ts'

const defaultTimeout = 15_000

/**
 * Opens a board. Resolves when it is live: everything that the log held is here. Rejects with a DrawbridgeError:
 * BOARD_NOT_FOUND for a wrong id or key, PROTOCOL_VERSION, UNREACHABLE when the server did not answer in time.
 */
export function openBoard(options: OpenBoardOptions): Promise<BoardClient> {
  return new Promise((resolve, reject) => {
    const board = new BoardClient(options)
    const settle = (error?: DrawbridgeError) => {
      cancel(timer)
      stopStatus()
      stopError()
      if (error) {
        board.close()
        reject(error)
      } else resolve(board)
    }
    const timer = after(options.timeout ?? defaultTimeout, () => settle(new DrawbridgeError('UNREACHABLE')))
    const stopError = board.on('error', settle)
    const stopStatus = board.on('status', (status) => {
      if (status.connection === 'live') settle()
    })
  })
}
