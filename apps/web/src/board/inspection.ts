import type { BoardClient, BoardStatus } from '@drawbridge/client'

/** What tests and curious people can read in the console as `drawbridge`; nothing can be changed with it. */
export interface Inspection {
  /** Equal on all screens that show the same board. */
  hash(): string
  readonly seq: number
  readonly elementCount: number
  readonly status: BoardStatus
  readonly clientId: string
  /** See `BoardClient.unstored`. */
  readonly unstored: number
}

declare global {
  interface Window {
    drawbridge?: Inspection
  }
}

/** Returns what takes it away again. */
export function exposeForInspection(board: BoardClient): () => void {
  window.drawbridge = {
    hash: () => board.hash(),
    get seq() {
      return board.seq
    },
    get elementCount() {
      return board.elements.length
    },
    get status() {
      return board.status
    },
    get unstored() {
      return board.unstored
    },
    get clientId() {
      return board.clientId
    },
  }
  return () => delete window.drawbridge
}
