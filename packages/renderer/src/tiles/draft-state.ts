import type { ElementId } from '@drawbridge/board'

/** No draft was asked for since the board came. */
const never = 0
/** The one that there is shows another state. */
const outdated = -1

/** Which state of the board the draft shows, so that it is known when another one is needed. */
export class DraftState {
  /** The scale that it was made for, or found not worth it. */
  #scale = never
  /** The revision that it must show at least, apart from what was put on top since. */
  #needs = 0
  /** What was put on top of the board while something stood in for tiles there. */
  #onTop: { readonly id: ElementId; readonly revision: number }[] = []

  get isFirst(): boolean {
    return this.#scale === never
  }

  /** Whether it is of the last state, in this scale. */
  isFor(scale: number): boolean {
    return this.#scale === scale
  }

  /** All of the board has come, or comes. */
  begin(): void {
    this.#scale = never
  }

  /** Something that it shows has changed. @param revision of the board with that change */
  changed(revision: number): void {
    // The first one is still to come, and shows it.
    if (!this.isFirst) this.#scale = outdated
    this.#needs = revision
  }

  /** @param isWhole nothing is to be added to it by who made it */
  made(scale: number, revision: number, isWhole: boolean): void {
    if (isWhole && revision >= this.#needs) this.#scale = scale
  }

  putOnTop(id: ElementId, revision: number): void {
    this.#onTop.push({ id, revision })
  }

  /** What was put on top after a revision, and was not forgotten. */
  onTopAfter(revision: number): readonly ElementId[] {
    return this.#onTop.filter((put) => put.revision > revision).map(({ id }) => id)
  }

  /** Tiles show everything. */
  forgetOnTop(): void {
    this.#onTop = []
  }
}
