import type { BoardClient, BoardStatus } from '@drawbridge/client'
import type { Editor } from '@drawbridge/editor'
import { placeOf } from './places.ts'
import type { Place } from './remembered-views.ts'

/** What tests and curious people can read in the console as `drawbridge`; nothing can be changed with it. */
export interface Inspection {
  /** Equal on all screens that show the same board. */
  hash(): string
  readonly seq: number
  readonly elementCount: number
  readonly status: BoardStatus
  readonly clientId: string
  /** The board point in the screen's top left corner, screen pixels per board unit, and the page ('' is the first). */
  readonly view: Place
  /** See `BoardClient.unstored`. */
  readonly unstored: number
  /** What the tool is doing, see `Editor.toolState`. */
  readonly toolState: string
  /** Where an element's origin is, in board units. */
  position(id: string): { readonly x: number; readonly y: number } | undefined
}

declare global {
  interface Window {
    drawbridge?: Inspection
  }
}

/** Returns what takes it away again. */
export function exposeForInspection(board: BoardClient, editor: Editor): () => void {
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
    get view() {
      return placeOf(editor)
    },
    get toolState() {
      return editor.toolState
    },
    get clientId() {
      return board.clientId
    },
    position(id) {
      const element = board.get(id)
      return element && { x: element.x, y: element.y }
    },
  }
  return () => delete window.drawbridge
}
