import type { BoardView, Change, Element } from '@drawbridge/board'
import { comparePaintOrder, paintedBounds, placed } from '@drawbridge/board'
import type { Surface } from '../surface.ts'
import type { Look } from './messages.ts'
import type { Area } from './tile-grid.ts'
import { showsBox } from './tile-grid.ts'

/** Elements that are painted before the first picture is shown; those that follow have more and more. */
const least = 128

/**
 * A draft of a part of a board that is being filled. A board comes bottom first, so what has come can be painted onto what
 * is there: each element is painted once, and not once for every picture that shows it.
 */
export class GrowingDraft {
  readonly surface: Surface
  readonly #area: Area
  readonly #look: Look
  readonly #board: BoardView
  #waiting: Element[]
  #painted = 0
  /** The topmost of all that are painted or wait. */
  #top: Element | undefined
  /** Something else than what lies on top has changed. */
  #isSpoilt = false
  /** What is painted may lack some of what was to be painted. */
  #isUnfinished = false

  /** @param elements those of the board that are in the area */
  constructor(board: BoardView, area: Area, look: Look, surface: Surface, elements: readonly Element[]) {
    this.#board = board
    this.#area = area
    this.#look = look
    this.surface = surface
    this.#top = board.elements.at(-1)
    this.#waiting = [...elements]
  }

  /** Whether the area, in this look, is what is painted and what waits. */
  continues({ scale, x, y, width, height }: Area, look: Look): boolean {
    const area = this.#area
    const isSame = scale === area.scale && x === area.x && y === area.y
    const isUsable = !this.#isSpoilt && !this.#isUnfinished && look === this.#look
    return isUsable && isSame && width === area.width && height === area.height
  }

  changed({ before, after }: Change): void {
    const isOnTop = after && !before && (!this.#top || comparePaintOrder(this.#top, after) < 0)
    // Frames cut what is under them too, and pages take elements away.
    if (!isOnTop || after.type === 'frame' || after.type === 'page') {
      this.#isSpoilt = true
      return
    }
    this.#top = after
    if (showsBox(this.#area, paintedBounds(placed(after, this.#board)))) this.#waiting.push(after)
  }

  /** Gives what is to be painted next. Given up before `end`, it is of no use any more. */
  begin(): readonly Element[] {
    this.#isUnfinished = true
    const elements = this.#waiting.splice(0, Math.max(least, this.#painted / 2))
    this.#painted += elements.length
    return elements
  }

  /** Whether all that the board has is painted. */
  get isWhole(): boolean {
    return this.#waiting.length === 0
  }

  end(): void {
    this.#isUnfinished = false
  }
}
