import type { HandSample } from './hand.ts'

/** Where a board is, and what lets one in. */
export interface BoardTarget {
  readonly url: string
  readonly boardId: string
  readonly key: string
}

/** What is measured; the plain ones are what it is compared with. */
export type System = 'drawbridge' | 'socketio' | 'ws'

/** `sdk`: with the real client; `bare`: receives everything, asks for what is missing, and keeps nothing. */
export type ParticipantKind = 'sdk' | 'bare' | 'socketio' | 'ws'

export interface ParticipantPlan {
  readonly index: number
  readonly kind: ParticipantKind
  /** The how manieth drawer; others only watch. */
  readonly drawer?: number
}

/** One of the people whom a generator plays. */
export interface Participant {
  /** The pen of one who draws has made a sample. */
  put(sample: HandSample): void
  close(): void
}
