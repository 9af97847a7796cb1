import type { BoardView, ElementId, Operation, StrokeElement } from '@drawbridge/board'
import {
  createElement,
  deleteElement,
  erasedBy,
  erasedRanges,
  eraseStroke,
  hasRoomFor,
  isErased,
  mergedRanges,
  sweptRanges,
} from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'

/** What one gesture rubs out of one stroke. */
export class Cut {
  #id: ElementId
  readonly #key: string
  readonly #before: readonly number[]
  #ranges: readonly number[]
  #grown = false
  /** Of a stroke that was too often erased: the one that it was before. */
  #replaced: StrokeElement | undefined

  /** @param key of an erasing that may hold ranges already: they stay */
  constructor(stroke: StrokeElement, key: string) {
    this.#id = stroke.id
    this.#key = key
    this.#before = erasedBy(stroke.erased, key)
    this.#ranges = this.#before
  }

  get id(): ElementId {
    return this.#id
  }

  /** Whether the disc met any ink that was still there, on its way through the places. */
  sweep(stroke: StrokeElement, places: readonly BoardPoint[], radius: number): boolean {
    const swept = places
      .slice(1)
      .flatMap((place, i) => sweptRanges(stroke, places[i] ?? place, place, radius))
    if (swept.length === 0 || isErased(stroke.erased, swept)) return false
    this.#ranges = mergedRanges([...this.#ranges, ...swept])
    this.#grown = true
    return true
  }

  /**
   * What brings the board up to it, once. A stroke that has been erased as often as can be is made anew without its
   * history: what others take back of it after that does not come again.
   */
  operations(board: BoardView, newId: () => ElementId): Operation[] {
    const stroke = board.get(this.#id)
    if (!this.#grown || stroke?.type !== 'stroke') return []
    this.#grown = false
    if (hasRoomFor(stroke.erased, this.#key, this.#ranges))
      return [eraseStroke(this.#id, this.#key, this.#ranges)]
    this.#ranges = mergedRanges([...erasedRanges(stroke.erased), ...this.#ranges])
    const erased = { [this.#key]: this.#ranges }
    if (!hasRoomFor({}, this.#key, this.#ranges)) return []
    this.#replaced ??= stroke
    this.#id = newId()
    return [deleteElement(stroke.id), createElement({ ...stroke, id: this.#id, erased })]
  }

  takenBack(board: BoardView): Operation[] {
    if (!board.get(this.#id)) return []
    return this.#replaced
      ? [
          deleteElement(this.#id),
          createElement(this.#replaced),
          eraseStroke(this.#replaced.id, this.#key, this.#before),
        ]
      : [eraseStroke(this.#id, this.#key, this.#before)]
  }
}
