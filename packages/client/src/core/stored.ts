import type { Role } from '@drawbridge/protocol'
import { joinedBytes } from '@drawbridge/protocol'

/*
 * What a client keeps where it outlives the process, as plain data: any storage that can hold numbers, texts and bytes
 * will do. `src/storage.ts` says what such a storage must promise.
 */

/** One entry of this client. */
export interface StoredEntry {
  readonly n: number
  /** `encodeOperations` of them. */
  readonly operations: Uint8Array
}

/** One step of the undo history; steps of a stack are in order of their ids, the newest last. */
export interface StoredStep {
  readonly id: number
  readonly stack: 'undo' | 'redo'
  /** The n of its entries, oldest first. */
  readonly entries: readonly number[]
}

/** What takes an own entry back. */
export interface StoredInverse {
  readonly n: number
  /** `encodeOperations` of them, newest first. */
  readonly operations: Uint8Array
}

/** A part of the log, folded. */
export interface StoredBoard {
  readonly epoch: string
  readonly seq: number
  /** `markOf` the entry at `seq`. */
  readonly mark: string
  /** `encodeSnapshot` of the board at `seq`. */
  readonly bytes: Uint8Array
}

/** A board that is to be stored. Its bytes come in parts: a large one would be copied for as long as many frames. */
export interface BoardCopy extends Omit<StoredBoard, 'bytes'> {
  /** Together `StoredBoard`'s `bytes`. */
  readonly parts: readonly Uint8Array[]
}

/** As a storage gives it back that keeps it in one piece. */
export function storedBoard({ parts, ...board }: BoardCopy): StoredBoard {
  return { ...board, bytes: joinedBytes(parts) }
}

/** How far a client's own entries are in a board: those up to `n` are in the log at `seq` or before. */
export interface OwnInBoard {
  readonly epoch: string
  readonly seq: number
  readonly n: number
}

/** What a page shows of a board while nobody can be asked. */
export interface BoardTraits {
  readonly title: string
  readonly role: Role
}

/** Everything that is kept of one client. */
export interface StoredClient {
  /** The log has had all entries up to this n. */
  readonly acknowledged: number
  /** In order and without holes, the newest last; those up to `acknowledged` are kept for a log that loses its end. */
  readonly entries: readonly StoredEntry[]
  readonly steps: readonly StoredStep[]
  readonly inverses: readonly StoredInverse[]
  readonly own: OwnInBoard | undefined
}

/** One write: all of it or nothing, but for the board, which may come after the rest. */
export interface StoredChanges {
  /** Everything that was stored of this client's entries and history goes first. */
  readonly replace: boolean
  /** To be put under their n, over what is there. */
  readonly entries: readonly StoredEntry[]
  readonly acknowledged: number
  /** Entries below this n are kept no longer. */
  readonly keptFrom: number
  readonly steps: readonly StoredStep[]
  readonly removedSteps: readonly number[]
  readonly inverses: readonly StoredInverse[]
  readonly removedInverses: readonly number[]
  /** Takes the place of the board that is stored, by whichever client. */
  readonly board: { readonly stored: BoardCopy; readonly own: OwnInBoard } | undefined
  readonly traits: BoardTraits | undefined
  /** Whether the write must be on the disk when it is answered, not only with the operating system: no log has this work. */
  readonly flush: boolean
}
