import type { BoardClient, BoardStatus } from '@drawbridge/client'
import type { Editor } from '@drawbridge/editor'
import { placeOf } from './places.ts'
import type { Place } from './remembered-views.ts'

/** What can be read of the canvas. */
export interface CanvasInspection {
  /** See `CanvasRenderer.sharpness`. */
  readonly sharpness: 'nothing' | 'standing-in' | 'sharp'
  /** See `CanvasRenderer.paintsIn`. */
  readonly paintsIn: 'worker' | 'page'
  /** Milliseconds from the last pointer events to the ends of the frames that painted them, oldest first. */
  readonly inkLatencies: readonly number[]
}

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
  readonly canvas: CanvasInspection
}

declare global {
  interface Window {
    drawbridge?: Inspection
  }
}

/** Returns what takes it away again. */
export function exposeForInspection(
  board: BoardClient,
  editor: Editor,
  canvas: CanvasInspection,
): () => void {
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
    canvas,
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
