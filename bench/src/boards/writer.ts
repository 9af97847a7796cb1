import { createBoard } from '@drawbridge/client'
import type { SubmitReply } from '@drawbridge/protocol'
import { BoardSocket } from '../load/board-socket.ts'
import type { HandSample } from '../load/hand.ts'
import { tokenFor } from '../load/session.ts'
import { StrokeEntries } from '../load/stroke-entries.ts'

/** Someone alone on a board of their own, who now and then puts a stroke on it. */
export class Writer {
  readonly #socket: BoardSocket
  readonly #strokes = new StrokeEntries()
  #submitted = 0

  private constructor(socket: BoardSocket) {
    this.#socket = socket
  }

  /** Makes the board, and resolves when they are welcome on it. */
  static async open(url: string): Promise<Writer> {
    const { id, keys } = await createBoard({ url, title: 'Boards' })
    const token = await tokenFor({ url, boardId: id, key: keys.editor })
    return new Writer(await BoardSocket.open({ url, boardId: id, token }))
  }

  /** Resolves when the stroke is stored; rejects when it is refused. */
  async write(points: readonly HandSample[]): Promise<void> {
    const entries = [this.#strokes.next(points)]
    const reply = await this.#socket.ask<SubmitReply>('submit', ++this.#submitted, entries)
    if (!reply.ok) throw new Error(`a stroke was refused: ${reply.error.message}`)
  }

  close(): void {
    this.#socket.close()
  }
}
