import type { Box } from '@drawbridge/geometry'
import { applyToElement, applyToSettings } from './apply.ts'
import type { BoardSettings, Element, PageElement } from './element.ts'
import { defaultSettings } from './element.ts'
import type { ElementId } from './id.ts'
import type { Operation } from './operation.ts'
import { target } from './operation.ts'
import { comparePaintOrder } from './order.ts'
import { pageOf } from './page-of.ts'
import { paintedBounds } from './painted-bounds.ts'
import { PaintOrder } from './paint-order.ts'
import { placed } from './placed.ts'
import { SpatialIndex } from './spatial-index.ts'

/** What became of one element, or, where `id` is null, of the settings (then before and after are undefined). */
export interface Change {
  readonly id: ElementId | null
  readonly before: Element | undefined
  readonly after: Element | undefined
}

/** Read access to a board: what tools, renderers and pages get. */
export interface BoardView {
  /** Another number after each change: never one that this board, or another, had before. */
  readonly revision: number
  /** In paint order, bottom first. The array is replaced or changed by the next change: do not keep it. */
  readonly elements: readonly Element[]
  readonly settings: BoardSettings
  get(id: ElementId): Element | undefined
  /** The pages beside the first one, in their order. */
  readonly pages: readonly PageElement[]
  /** The elements of one page, in paint order: those that `pageOf` says are on it. Pages are on none. */
  page(id: ElementId | ''): readonly Element[]
  /** Ids of the lines that are joined to the element: where it is decides where they are seen. */
  linesBoundTo(id: ElementId): Iterable<ElementId>
  /** The elements that may leave paint in the box (`paintedBounds`), in paint order; found by an index. */
  touching(box: Box): readonly Element[]
  /** Whether any element may leave paint in the box: cheaper than asking which. */
  isTouched(box: Box): boolean
  /** The smallest box around all that is painted; the empty box around nothing. */
  readonly extent: Box
  /** Ids of the elements that a click leads somewhere from, in no order. */
  readonly linked: Iterable<ElementId>
}

const none: readonly ElementId[] = []
let lastRevision = 0

/** The fold of a log: elements by id and in paint order, plus settings. */
export class Board implements BoardView {
  #revision = ++lastRevision
  #byId = new Map<ElementId, Element>()
  readonly #order = new PaintOrder()
  #settings: BoardSettings = defaultSettings
  readonly #bound = new Map<ElementId, Set<ElementId>>()
  readonly #linked = new Set<ElementId>()
  readonly #pageElements = new Map<ElementId, PageElement>()
  /** Of a board with several pages, until the next change. */
  readonly #pages = new Map<ElementId | '', readonly Element[]>()
  /** Made when it is first asked for: most boards on a server never are. */
  #index: SpatialIndex | undefined

  constructor(elements: Iterable<Element> = [], settings: BoardSettings = defaultSettings) {
    this.fill(elements)
    this.#settings = settings
  }

  get revision(): number {
    return this.#revision
  }

  get elements(): readonly Element[] {
    return this.#order.elements
  }

  get settings(): BoardSettings {
    return this.#settings
  }

  get(id: ElementId): Element | undefined {
    return this.#byId.get(id)
  }

  get pages(): readonly PageElement[] {
    return [...this.#pageElements.values()].sort(comparePaintOrder)
  }

  page(id: ElementId | ''): readonly Element[] {
    // Almost all boards have one page, and a board of many elements must not be walked for nothing.
    if (this.#pageElements.size === 0) return id === '' ? this.elements : []
    let elements = this.#pages.get(id)
    if (!elements) {
      elements = this.elements.filter((element) => element.type !== 'page' && pageOf(element, this) === id)
      this.#pages.set(id, elements)
    }
    return elements
  }

  linesBoundTo(id: ElementId): Iterable<ElementId> {
    return this.#bound.get(id) ?? none
  }

  touching(box: Box): readonly Element[] {
    const ids = this.#indexed.search(box, this.#boxOf)
    // Sorting many costs more than looking through all that are sorted.
    if (ids.length > this.#byId.size / 16) {
      const found = new Set(ids)
      return this.elements.filter(({ id }) => found.has(id))
    }
    return ids.map((id) => this.#byId.get(id) as Element).sort(comparePaintOrder)
  }

  isTouched(box: Box): boolean {
    return this.#indexed.isTouched(box, this.#boxOf)
  }

  get extent(): Box {
    return this.#indexed.extent(this.#boxOf)
  }

  get linked(): Iterable<ElementId> {
    return this.#linked
  }

  get #indexed(): SpatialIndex {
    if (!this.#index) {
      this.#index = new SpatialIndex()
      for (const id of this.#byId.keys()) this.#index.note(id)
    }
    return this.#index
  }

  readonly #boxOf = (id: ElementId): Box | undefined => {
    const element = this.#byId.get(id)
    return element && paintedBounds(placed(element, this))
  }

  /** Lines are seen where what they are joined to is, and pages decide what is joined at all. */
  #noteForIndex(id: ElementId, element: Element): void {
    if (!this.#index) return
    this.#index.note(id)
    for (const line of this.linesBoundTo(id)) this.#index.note(line)
    if (element.type === 'page')
      for (const lines of this.#bound.values()) for (const line of lines) this.#index.note(line)
  }

  #note(element: Element): void {
    if (element.link !== '') this.#linked.add(element.id)
    if (element.type === 'page') this.#pageElements.set(element.id, element)
    if (element.type !== 'line') return
    for (const id of [element.startElement, element.endElement]) {
      if (id === '') continue
      const lines = this.#bound.get(id)
      if (lines) lines.add(element.id)
      else this.#bound.set(id, new Set([element.id]))
    }
  }

  #forget(element: Element | undefined): void {
    if (element && element.link !== '') this.#linked.delete(element.id)
    if (element?.type === 'page') this.#pageElements.delete(element.id)
    if (element?.type !== 'line') return
    for (const id of [element.startElement, element.endElement]) {
      const lines = this.#bound.get(id)
      lines?.delete(element.id)
      if (lines?.size === 0) this.#bound.delete(id)
    }
  }

  /** Undefined when the operation changes nothing here. */
  apply(operation: Operation): Change | undefined {
    if (operation.type === 'settings') return this.putSettings(applyToSettings(this.#settings, operation))
    const id = target(operation) as ElementId
    return this.put(id, applyToElement(this.#byId.get(id), operation))
  }

  /** Makes an element what it is elsewhere: how a replica follows another, and a rebase takes effects off. */
  put(id: ElementId, after: Element | undefined): Change | undefined {
    const before = this.#byId.get(id)
    if (before === after) return undefined
    this.#revision = ++lastRevision
    const either = (after ?? before) as Element
    this.#noteForIndex(id, either)
    this.#pages.clear()
    this.#forget(before)
    if (after) this.#note(after)
    if (after) this.#byId.set(id, after)
    else this.#byId.delete(id)
    if (before && after) this.#order.replace(before, after)
    else if (after) this.#order.add(after)
    else if (before) this.#order.remove(before)
    return { id, before, after }
  }

  /** Puts many elements at once, as `put` does each; of several with the same id the last one stays. */
  fill(elements: Iterable<Element>): void {
    this.#revision = ++lastRevision
    this.#pages.clear()
    for (const element of elements) {
      if (this.#byId.has(element.id)) this.put(element.id, element)
      else {
        this.#noteForIndex(element.id, element)
        this.#note(element)
        this.#byId.set(element.id, element)
        this.#order.putDown(element)
      }
    }
  }

  putSettings(settings: BoardSettings): Change | undefined {
    if (settings === this.#settings) return undefined
    this.#revision = ++lastRevision
    this.#settings = settings
    return { id: null, before: undefined, after: undefined }
  }
}
