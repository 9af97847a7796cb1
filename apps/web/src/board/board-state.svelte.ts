import type { BoardClient, BoardStatus, Peer } from '@drawbridge/client'
import type { Editor } from '@drawbridge/editor'
import { createSubscriber } from 'svelte/reactivity'

/**
 * Board and editor as components see them. Both stay plain objects; a getter subscribes whoever reads it and reads the
 * object itself, so nothing is kept twice.
 */
export class BoardState {
  readonly board: BoardClient
  readonly #editor: Editor
  readonly #onStatus: () => void
  readonly #onPresence: () => void
  readonly #onEdit: () => void
  #wasLive = false

  constructor(board: BoardClient, editor: Editor) {
    this.board = board
    this.#editor = editor
    this.#onStatus = createSubscriber((update) => board.on('status', update))
    this.#onPresence = createSubscriber((update) => board.on('presence', update))
    this.#onEdit = createSubscriber((update) => editor.on('change', update))
  }

  get status(): BoardStatus {
    this.#onStatus()
    return this.board.status
  }

  /** Whether the board has been live before: what is not connected now was lost. */
  get wasLive(): boolean {
    this.#wasLive ||= this.status.connection === 'live'
    return this.#wasLive
  }

  get title(): string {
    this.#onStatus()
    return this.board.title
  }

  get peers(): readonly Peer[] {
    this.#onPresence()
    return this.board.presence.peers
  }

  get canUndo(): boolean {
    this.#onStatus()
    this.#onEdit()
    return this.board.canUndo
  }

  get canRedo(): boolean {
    this.#onStatus()
    this.#onEdit()
    return this.board.canRedo
  }

  /** Always the same object: read it where it is used. A `$derived` of it alone would never be seen to change. */
  get editor(): Editor {
    this.#onEdit()
    return this.#editor
  }
}
