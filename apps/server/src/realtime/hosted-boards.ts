import { boardOfNamespace } from '@drawbridge/protocol'
import { batchesDiverted } from '../log/adapter-message.ts'
import type { HostedBoardParts } from './hosted-board.ts'
import { HostedBoard } from './hosted-board.ts'
import type { BoardNamespace, BoardServer } from './sockets.ts'

export interface HostedBoardsOptions extends HostedBoardParts {
  /** How long a board stays after its last connection. Milliseconds. */
  readonly linger: number
  readonly gone: (board: HostedBoard) => void
}

/** The private parts of Socket.IO 4.8 that taking a namespace away needs. */
interface NamespaceInside {
  readonly _preConnectSockets: ReadonlyMap<string, unknown>
}
interface ParentInside {
  readonly children: Set<BoardNamespace>
}

/**
 * Follows which boards have connections here. Empty namespaces are taken away after a while: Socket.IO's own clean-up
 * forgets sockets that are still connecting, and then splits a board in two.
 */
export class HostedBoards {
  readonly #io: BoardServer
  readonly #parent: ParentInside
  readonly #options: HostedBoardsOptions
  readonly #boards = new Map<string, HostedBoard>()
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /** @param parent the parent namespace of all boards */
  constructor(io: BoardServer, parent: object, options: HostedBoardsOptions) {
    this.#io = io
    this.#parent = parent as ParentInside
    this.#options = options
    const divert =
      options.others &&
      batchesDiverted({
        batch: (namespace, batch) => this.#of(namespace)?.tell(batch),
        other: (namespace) => this.#of(namespace)?.flushLive(),
      })
    io.on('new_namespace', (namespace) => {
      const id = boardOfNamespace(namespace.name)
      if (id === undefined) return
      this.#boards.set(id, new HostedBoard(id, namespace, options))
      divert?.(namespace.adapter)
      // Whoever made it may never get past the middleware.
      this.maybeEmpty(id)
    })
  }

  get size(): number {
    return this.#boards.size
  }

  get(id: string): HostedBoard | undefined {
    return this.#boards.get(id)
  }

  values(): IterableIterator<HostedBoard> {
    return this.#boards.values()
  }

  /** To be told when a connection ended. */
  maybeEmpty(id: string): void {
    if (this.#timers.has(id)) return
    const check = () => {
      this.#timers.delete(id)
      const board = this.#boards.get(id)
      if (!board) return
      if (this.#isInUse(board)) {
        // Its connections say when they end; one that is still in the middleware says nothing.
        if (board.namespace.sockets.size === 0) this.maybeEmpty(id)
      } else this.#remove(board)
    }
    this.#timers.set(id, setTimeout(check, this.#options.linger).unref())
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    for (const board of this.#boards.values()) board.close()
  }

  #of(namespace: string): HostedBoard | undefined {
    return this.#boards.get(boardOfNamespace(namespace) ?? '')
  }

  #isInUse({ namespace, isStoring }: HostedBoard): boolean {
    const connecting = (namespace as unknown as NamespaceInside)._preConnectSockets.size
    return namespace.sockets.size > 0 || connecting > 0 || isStoring
  }

  #remove(board: HostedBoard): void {
    const { id, namespace } = board
    board.close()
    this.#boards.delete(id)
    this.#io._nsps.delete(namespace.name)
    this.#parent.children.delete(namespace)
    // Rejects when the link to Redis is being closed for good: then the subscriptions are gone anyway.
    Promise.resolve(namespace.adapter.close()).catch(() => {})
    this.#options.gone(board)
  }
}
