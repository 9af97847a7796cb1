/** A piece of a board's history as it lies in the cold store. Never changed once written. */
export interface SegmentName {
  /** Seqs of the first and the last entry. */
  readonly first: number
  readonly last: number
  /** Names the content together with everything before it, hex: see `nameSegment`. */
  readonly hash: string
  /** `hash` of the segment before it; empty for the first one of a board. */
  readonly previous: string
}

/**
 * Where boards lie that nobody uses, and the old entries of all. It knows bytes and names, not what they mean.
 *
 * Whatever resolves is stored for good, and every call may be repeated. Every method rejects with LOG_UNAVAILABLE, by the
 * implementation's own deadline, when the store cannot be reached; a write that was rejected so may still take effect.
 */
export interface ColdStore {
  putSegment(board: string, name: SegmentName, bytes: Uint8Array): Promise<void>
  /** All segments of a board in any order, also ones that no history names any more. */
  segments(board: string): Promise<readonly SegmentName[]>
  segment(board: string, name: SegmentName): Promise<Uint8Array | undefined>

  /** False, and nothing stored, when there is a copy with a higher head. */
  putBoard(board: string, head: number, bytes: Uint8Array): Promise<boolean>
  /** The copy with the highest head. */
  board(board: string): Promise<Uint8Array | undefined>

  /** Resolves when the store answers. */
  ping(): Promise<void>
  close(): Promise<void>
}
