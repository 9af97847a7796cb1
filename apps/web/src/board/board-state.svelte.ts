import type { BoardClient, BoardStatus, Peer } from '@drawbridge/client'
import type { Editor, Page } from '@drawbridge/editor'
import { createSubscriber } from 'svelte/reactivity'
import { Announcer } from './announcer.svelte.ts'
import { CalmUpdates } from './calm-updates.ts'
import { Following } from './following.svelte.ts'
import { Panels } from './panels.svelte.ts'

/**
 * Board and editor as components see them. Both stay plain objects; a getter subscribes whoever reads it and reads the
 * object itself, so nothing is kept twice.
 */
export class BoardState {
  readonly board: BoardClient
  readonly following: Following
  readonly announcer: Announcer
  readonly panels = new Panels()
  readonly #editor: Editor
  readonly #onStatus: () => void
  readonly #onPresence: () => void
  readonly #onEdit: () => void
  readonly #onPages: () => void
  #wasTried = false

  constructor(board: BoardClient, editor: Editor) {
    this.board = board
    this.following = new Following(board, editor)
    this.announcer = new Announcer(board)
    this.#editor = editor
    this.#onStatus = this.#calmly((changed) => board.on('status', changed))
    this.#onPresence = createSubscriber((update) => board.on('presence', update))
    this.#onPages = createSubscriber((update) =>
      board.on('change', (changes) => {
        if (changes.some(({ id, before, after }) => id === null || (after ?? before)?.type === 'page'))
          update()
      }),
    )
    this.#onEdit = this.#calmly((changed) => editor.on('change', changed))
  }

  /** @param follow calls what it is given at each change, and returns what ends that */
  #calmly(follow: (changed: () => void) => () => void): () => void {
    return createSubscriber((update) => {
      let { viewport } = this.#editor
      const isCalm = () => {
        const hasMoved = viewport !== this.#editor.viewport
        viewport = this.#editor.viewport
        // What is written lies on the board, and moves with it.
        return this.#isInking || (hasMoved && !this.#editor.editingText)
      }
      const updates = new CalmUpdates(isCalm, update)
      const end = follow(updates.changed)
      return () => {
        updates.stop()
        end()
      }
    })
  }

  get #isInking(): boolean {
    return this.#editor.draft.some(({ type }) => type === 'stroke')
  }

  get status(): BoardStatus {
    this.#onStatus()
    return this.board.status
  }

  /** Whether an attempt to connect has ended, well or not: what is not connected after that is offline. */
  get wasTried(): boolean {
    const { connection } = this.status
    this.#wasTried ||= connection === 'live' || connection === 'offline'
    return this.#wasTried
  }

  get title(): string {
    this.#onStatus()
    return this.board.title
  }

  get peers(): readonly Peer[] {
    this.#onPresence()
    return this.board.presence.peers
  }

  /** In their order. Others add, rename and move them too. */
  get pages(): readonly Page[] {
    this.#onEdit()
    this.#onPages()
    return this.#editor.pages.list
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
