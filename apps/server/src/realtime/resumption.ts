import type { BoardConnection } from './board-connection.ts'
import type { ResumeListener } from './cluster.ts'
import type { HeadAnnouncer } from './heads.ts'

/** Connections whose hold on the log is compared at the same time. */
const verifyTogether = 50

/**
 * What happens to the connections of an instance when it may have missed messages. Where the store is the same as before,
 * the heads tell everyone what they lack. Where it is not, or where a log goes less far than it did, entries may be gone
 * that clients have: nothing live reaches a client before what it holds was compared with the log.
 */
export class Resumption implements ResumeListener {
  readonly #connections: ReadonlySet<BoardConnection>
  readonly #heads: Pick<HeadAnnouncer, 'announce'>
  #paused: readonly BoardConnection[] = []

  constructor(connections: ReadonlySet<BoardConnection>, heads: Pick<HeadAnnouncer, 'announce'>) {
    this.#connections = connections
    this.#heads = heads
  }

  resuming(): void {
    // At once: the first message may belong to a log that lost its end, and must not follow what a client has.
    this.#paused = [...this.#connections]
    for (const connection of this.#paused) connection.pause()
  }

  resumed(isSameStore: boolean): void {
    const connections = this.#paused
    this.#paused = []
    if (!isSameStore) {
      void this.#verify(connections)
      return
    }
    for (const connection of connections) connection.resume()
    void this.#heads.announce(true)
  }

  /** The log of a board goes less far than it did. */
  lostItsEnd(board: string): void {
    void this.#verify([...this.#connections].filter((connection) => connection.board === board))
  }

  async #verify(connections: readonly BoardConnection[]): Promise<void> {
    for (const connection of connections) connection.pause()
    for (let at = 0; at < connections.length; at += verifyTogether)
      await Promise.all(connections.slice(at, at + verifyTogether).map((connection) => connection.verify()))
  }
}
