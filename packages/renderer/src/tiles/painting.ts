import type { Bitmap } from './bitmap.ts'
import type { Done, ElementChanges, Job, Look } from './messages.ts'

/** Something that was painted; whoever gets it closes its bitmap. */
export interface Painted extends Done {
  readonly bitmap: Bitmap | undefined
}

export interface PaintingEvents {
  painted(painted: Painted): void
  /** The picture of a file can be painted now where tiles are: those that await it look different. */
  pictureArrived(file: string): void
  /** It cannot go on; nothing that was asked for will come. */
  failed(reason: string): void
}

/** Where tiles are painted: in a worker, or in pauses of the page. It keeps a copy of the elements. */
export interface Painting {
  /** Another board: what it had of the one before is gone. */
  clear(): void
  change(changes: ElementChanges): void
  look(look: Look): void
  /**
   * All that is to be painted, most urgent first; what was asked for before and is not among it is forgotten.
   * @param isAhead nobody sees a lack of it, or something else is more urgent, so that it may take its time
   */
  ask(jobs: readonly Job[], isAhead: boolean): void
  /** The picture of a file has come, or more of it was sent. */
  pictureChanged(file: string): void
  close(): void
}

export type StartPainting = (events: PaintingEvents) => Painting
