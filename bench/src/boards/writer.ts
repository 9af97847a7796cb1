import { createElement, elementId, encodeBase64Url, indexBetween, stroke } from '@drawbridge/board'
import { createBoard } from '@drawbridge/client'
import type { SubmitReply } from '@drawbridge/protocol'
import { encodeOperations } from '@drawbridge/protocol'
import { BoardSocket } from '../load/board-socket.ts'
import type { Hand, HandSample } from '../load/hand.ts'
import { tokenFor } from '../load/session.ts'

/** Someone alone on a board of their own, who now and then puts a stroke on it. */
export class Writer {
  readonly #socket: BoardSocket
  #stored = 0
  #top: string | null = null

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
    this.#top = indexBetween(this.#top, null, 0.5)
    const id = elementId(crypto.getRandomValues(new Uint8Array(16)))
    const bytes = encodeOperations([createElement(stroke({ id, index: this.#top, points }))])
    const first = ++this.#stored
    const reply = await this.#socket.ask<SubmitReply>('submit', first, [encodeBase64Url(bytes)])
    if (!reply.ok) throw new Error(`a stroke was refused: ${reply.error.message}`)
  }

  close(): void {
    this.#socket.close()
  }
}

/** The next samples of a hand. */
export function take(hand: Hand, count: number): readonly HandSample[] {
  return Array.from({ length: count }, () => hand.next())
}
