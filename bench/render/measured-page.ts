import type { CDPSession, Page } from '@playwright/test'
import type { InputTimes } from './input.ts'

/** A whiteboard with a sheet of ink on it, in a browser of its own. */
export interface MeasuredPage {
  readonly page: Page
  readonly cdp: CDPSession
  /** The key that chooses a tool. */
  readonly keys: { readonly draw: string; readonly select: string }
  /** Resolves when so many people are on the board, who will draw for so long. */
  invite(count: number, seconds: number): Promise<Others>
  /** Ends the page and its browser. */
  close(): Promise<void>
}

/** People who draw on the board that a page shows, each where it is in view. */
export interface Others {
  /** All of them draw; resolves with when they did. */
  draw(): Promise<InputTimes>
  /** Resolves when the page has all that they drew; rejects when it does not come. */
  arrived(): Promise<void>
  leave(): Promise<void>
}

/** One of the whiteboards that are compared. */
export interface Contender {
  readonly name: string
  /** Makes the sheet; `open` shows it then, as often as it is called. */
  prepare(count: number): Promise<PreparedSheet>
  stop(): Promise<void>
}

export interface PreparedSheet {
  /** Shows the middle of the sheet at zoom 1 in a new browser; resolves when all strokes are on the board. */
  open(): Promise<OpenedPage>
}

export interface OpenedPage extends MeasuredPage {
  readonly opening: OpeningFigures
}

export interface OpeningFigures {
  /** Milliseconds from the arrival of the board's bytes to the first frame with a tenth of the ink that is seen at last. */
  readonly firstPicture: number
  /** … to the frame that does not change any more. */
  readonly sharpPicture: number
  readonly longTasks: number
  readonly longestTask: number
}
