import type { DelayParts } from './delays.ts'

/** What a thread of the generator begins with: the samples' memory. */
export interface ThreadOptions {
  readonly buffer: SharedArrayBuffer
  readonly drawers: number
  readonly perDrawer: number
}

/** What a thread has seen since `begin`. */
export interface ThreadFigures {
  /** From a sample to its arrival at one viewer; one for each that counts. */
  readonly delays: DelayParts
  /** Bytes from and to the servers. */
  readonly read: number
  readonly written: number
  /** Share of the time that the thread was at work: near 1 it is what limits. */
  readonly busy: number
  /** Milliseconds. */
  readonly lag99: number
}
