import type { CDPSession, Page } from '@playwright/test'

/** A whiteboard with a sheet of ink on it, in a browser of its own. */
export interface MeasuredPage {
  readonly page: Page
  readonly cdp: CDPSession
  /** The key that chooses a tool. */
  readonly keys: { readonly draw: string; readonly select: string }
  /** Ends the page and its browser. */
  close(): Promise<void>
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
