import type { BoardConnection } from './board-connection.ts'
import type { HeadAnnouncer } from './heads.ts'

/** Connections whose hold on the log is compared at the same time. */
const verifyTogether = 50

/**
 * What happens to the connections of an instance when it may have missed messages. Where the store is the same as before,
 * the heads tell everyone what they lack. Where it is not, or where a log goes less far than it did, entries may be gone
 * that clients have: nothing live reaches a client before what it holds was compared with the log.
 */
export class Resumption {
  readonly #connections: ReadonlySet<BoardConnection>
  readonly #heads: Pick<HeadAnnouncer, 'announceAll'>
  readonly #life: () => Promise<string>
  /** The store's life when all was well last. */
  #known: string | undefined
  #gaps = 0

  /** @param life names the present life of the store's process: it may have lost something when that is another */
  constructor(
    connections: ReadonlySet<BoardConnection>,
    heads: Pick<HeadAnnouncer, 'announceAll'>,
    life: () => Promise<string>,
  ) {
    this.#connections = connections
    this.#heads = heads
    this.#life = life
    life().then(
      (known) => (this.#known ??= known),
      // It is asked again when the link is there again.
      () => undefined,
    )
  }

  /** To be called when the link to the store is there again, before the first message comes. */
  readonly resume = async (): Promise<void> => {
    // At once: the message may belong to a log that lost its end, and must not follow what a client has.
    const paused = [...this.#connections]
    for (const connection of paused) connection.pause()
    const gap = ++this.#gaps
    const life = await this.#life().catch(() => undefined)
    // A later gap speaks for this one too.
    if (gap !== this.#gaps || life === undefined) return
    const isSameStore = life === this.#known
    this.#known = life
    if (!isSameStore) return this.#verify(paused)
    for (const connection of paused) connection.resume()
    await this.#heads.announceAll()
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
