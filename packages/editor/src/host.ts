import type { BoardView, Operation } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import type { MeasureText } from './text-box.ts'

export interface SubmitOptions {
  /** Names one undo step: all entries submitted with the same name are undone together. */
  readonly step?: string
  /**
   * The operations take back what the step did, so the step is not to be offered for undo or redo: it leaves the
   * history, these operations included. A host that cannot do this may ignore it; undo then has a step without effect.
   */
  readonly forget?: boolean
}

/** What the editor needs of the page that it works in. */
export interface EditorHost {
  /** The local board; it must show what was submitted as soon as `submit` returns. */
  board(): BoardView
  submit(operations: readonly Operation[], options?: SubmitOptions): void
  undo(): void
  redo(): void
  canUndo(): boolean
  canRedo(): boolean
  /** Cryptographically random bytes: element ids and paint order keys are made from them. */
  randomBytes(count: number): Uint8Array
  /** Only a browser has fonts; elsewhere an estimate does. */
  readonly measureText: MeasureText
  /** Opens an address elsewhere: a person has pressed a link. */
  openLink(address: string): void
  /** Lets the person choose pictures, which go to `placePictures` with the same point. */
  choosePictures(at: BoardPoint | undefined): void
  /** While true nothing is submitted, and only `select` and `hand` can be used. */
  readOnly(): boolean
}
