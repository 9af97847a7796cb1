import type { Usage } from '../threads/thread-usage.ts'
import type { DelayParts } from './delays.ts'

/** What a thread of the generator begins with: the samples' memory. */
export interface ThreadOptions {
  readonly buffer: SharedArrayBuffer
  readonly drawers: number
  readonly perDrawer: number
}

/** What a thread has seen since `begin`. */
export interface ThreadFigures extends Usage {
  /** From a sample to its arrival at one viewer; one for each that counts. */
  readonly delays: DelayParts
}

/** What a thread that plays ink has seen since `begin`. */
export interface InkThreadFigures extends ThreadFigures {
  /** Packets with ink that one bare viewer got; NaN where there is none. */
  readonly livePackets: number
}
