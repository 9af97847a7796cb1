import type { Change, Element, ElementId } from '@drawbridge/board'
import { paintedBounds, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import type { Frame } from '../frame.ts'
import { grows, isNewborn, LiveStrokes } from '../live-strokes.ts'
import { isJoined, shownOnBoard } from './shown.ts'

/** What has to be told to whoever paints, and where the board looks different by that. */
export interface FedChanges {
  readonly put: readonly Element[]
  readonly gone: readonly ElementId[]
  /** Where something was, is or has gone, in board units. */
  readonly boxes: readonly Box[]
  /** Elements that were not painted before, and nothing else of which changed: each with its box. */
  readonly added: readonly { readonly element: Element; readonly box: Box }[]
}

interface Pending {
  /** Where it was painted. */
  readonly before: Box[]
  /** Nothing of it is painted yet. */
  isNew: boolean
}

/** When more strokes than hands draw come at once, nobody is drawing them. */
const mostNewborn = 64

/**
 * Gathers what changes on a board, to be fed bit by bit to a copy of it. Strokes that are being drawn are not fed: they
 * are painted above, until they are finished.
 */
export class ChangeFeed {
  readonly live = new LiveStrokes()
  readonly #pending = new Map<ElementId, Pending>()
  /** Elements of a board that was not fed at all yet, and how far that is done. */
  #beginning: readonly Element[] = []
  #begun = 0
  /** Ids of frames that were made or deleted: what lies in them is cut, or not cut any more. */
  readonly #openedOrClosed = new Set<ElementId>()
  /** Where lines that are joined to something are painted. */
  readonly #paintedLines = new Map<ElementId, Box>()

  /** How many elements wait. */
  get waiting(): number {
    return this.#pending.size + this.#beginning.length - this.#begun
  }

  /** From now on it is about this board, all of which has to be fed. */
  begin(elements: readonly Element[]): void {
    this.#pending.clear()
    this.#paintedLines.clear()
    this.#beginning = [...elements]
    this.#begun = 0
  }

  /** What became of an element. */
  changed(change: Change): void {
    const { id, before, after } = change
    if (id === null) return
    // While a frame is there, what it cuts is seen within it only: its own box covers every change of that.
    if ((after ?? before)?.type === 'frame' && !(before && after)) this.#openedOrClosed.add(id)
    const wasLive = this.live.has(id)
    const growing = grows(change) || (isNewborn(change) && this.live.count < mostNewborn)
    if (growing) this.live.grown(id)
    else this.live.drop(id)
    if (growing && (wasLive || !before)) return
    this.#note(id, before && !wasLive ? (this.#paintedLines.get(id) ?? paintedBounds(before)) : undefined)
  }

  /** It looks different where it is, although it has not changed. */
  touched(id: ElementId, board: Frame['board']): void {
    const element = board.get(id)
    if (element) this.#note(id, paintedBounds(placed(element, board)))
  }

  /** Counts a frame: strokes that have not grown for a while are fed from now on. */
  nextFrame({ board }: Frame): void {
    this.live.nextFrame((id) => this.#note(id, undefined))
    if (this.#openedOrClosed.size === 0) return
    for (const element of board.elements)
      if (this.#openedOrClosed.has(element.frame)) this.touched(element.id, board)
    this.#openedOrClosed.clear()
  }

  /** The next of what waits. @param most elements at a time */
  take(frame: Frame, most: number): FedChanges {
    const put: Element[] = []
    const gone: ElementId[] = []
    const boxes: Box[] = []
    const added: { element: Element; box: Box }[] = []
    for (const [id, { before, isNew }] of this.#next(most)) {
      const shown = shownOnBoard(frame, this.live, id)
      boxes.push(...before)
      const lines = this.#followLines(frame, id)
      boxes.push(...lines)
      if (!shown) {
        gone.push(id)
        continue
      }
      put.push(shown)
      const box = paintedBounds(placed(shown, frame.board))
      if (isNew && lines.length === 0) added.push({ element: shown, box })
      else boxes.push(box)
    }
    return { put, gone, boxes, added }
  }

  *#next(most: number): Generator<readonly [ElementId, Pending]> {
    let count = 0
    const elements = this.#beginning
    while (this.#begun < elements.length && count++ < most) {
      const { id } = elements[this.#begun++] as Element
      if (!this.#pending.has(id)) yield [id, { before: [], isNew: true }]
    }
    if (this.#begun >= elements.length) this.#beginning = []
    if (this.#beginning.length === 0) this.#begun = 0
    for (const entry of this.#pending) {
      if (count++ >= most) return
      this.#pending.delete(entry[0])
      yield entry
    }
  }

  #note(id: ElementId, before: Box | undefined): void {
    let pending = this.#pending.get(id)
    if (!pending) {
      pending = { before: [], isNew: !before }
      this.#pending.set(id, pending)
    }
    if (before && !pending.isNew) pending.before.push(before)
  }

  /** Where lines are painted that are joined to what has changed, before and now; and the element, if it is one. */
  #followLines({ board }: Frame, id: ElementId): Box[] {
    const boxes: Box[] = []
    for (const line of [id, ...board.linesBoundTo(id)]) {
      const before = this.#paintedLines.get(line)
      if (before) boxes.push(before)
      this.#paintedLines.delete(line)
      const element = board.get(line)
      if (!element || !isJoined(element)) continue
      const box = paintedBounds(placed(element, board))
      this.#paintedLines.set(line, box)
      boxes.push(box)
    }
    return boxes
  }
}
