import type { Element } from './element.ts'
import { comparePaintOrder } from './order.ts'

/**
 * Elements in paint order, bottom first. Many at a time are only put down: they are sorted once, when somebody asks;
 * what comes in order needs no sorting at all.
 */
export class PaintOrder {
  readonly #elements: Element[] = []
  #isSorted = true

  get elements(): readonly Element[] {
    if (!this.#isSorted) {
      this.#elements.sort(comparePaintOrder)
      this.#isSorted = true
    }
    return this.#elements
  }

  /** Adds an element that is not in it, in a row of many: in constant time, and their order is seen to later. */
  putDown(element: Element): void {
    this.#isSorted &&= this.#isOnTop(element)
    this.#elements.push(element)
  }

  /** Adds an element that is not in it. */
  add(element: Element): void {
    if (this.#isSorted && this.#isOnTop(element)) this.#elements.push(element)
    else this.#elements.splice(this.#slot(element), 0, element)
  }

  /** Removes an element that is in it. */
  remove(element: Element): void {
    this.#elements.splice(this.#slot(element), 1)
  }

  /** Puts an element in the place of one that is in it. */
  replace(before: Element, after: Element): void {
    if (before.index === after.index) this.#elements[this.#slot(before)] = after
    else {
      this.remove(before)
      this.add(after)
    }
  }

  #isOnTop(element: Element): boolean {
    const top = this.#elements.at(-1)
    return !top || comparePaintOrder(top, element) < 0
  }

  /** Where the element is, or would go. */
  #slot(element: Element): number {
    const { elements } = this
    let low = 0
    let high = elements.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (comparePaintOrder(elements[middle] as Element, element) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
