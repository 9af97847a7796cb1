import type { ErrorCode } from '@drawbridge/protocol'

/** What the server asks of its fold worker: see fold-worker.ts. A board is advanced only from where it was left. */
export type FoldWork =
  /** Begins a board anew, from a snapshot or empty; answers with the seq that it stands at. */
  | { readonly type: 'start'; readonly board: string; readonly snapshot: Uint8Array | null }
  /** Applies packed entries, of which the first has seq `base`; answers with the seq that it then stands at. */
  | { readonly type: 'advance'; readonly board: string; readonly base: number; readonly entries: Uint8Array }
  /** Answers with the snapshot's bytes. */
  | { readonly type: 'snapshot'; readonly board: string }
  /** Answers with JSON as UTF-8. */
  | { readonly type: 'document'; readonly board: string; readonly epoch: string }
  /** Answers with the number of elements. */
  | { readonly type: 'count'; readonly board: string }
  /** Answers with nothing. */
  | { readonly type: 'forget'; readonly board: string }

export interface FoldRequest {
  readonly id: number
  readonly work: FoldWork
}

export type FoldReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly message: string }
