import type { Element, ElementChanges, ElementId } from '@drawbridge/board'
import { createElement, deleteElement, updateElement } from '@drawbridge/board'
import type { SubmitOptions } from '../../host.ts'
import { rounded } from '../../transform.ts'
import type { ToolContext } from '../tool.ts'

/** To change more than these once a frame would take many frames, and the log of a board would hold little else. */
const mostStreamed = 2000

type ChangesOf = (element: Element) => ElementChanges
type Values = Readonly<Record<string, unknown>>

/**
 * What a hand does to elements while it holds them: worked out from how they were when it took them, submitted once a
 * frame, and all of it one undo step. What is done to very many is submitted when the hand lifts.
 */
export class StreamedChanges {
  /** As the hand took them. */
  readonly elements: readonly Element[]
  readonly #context: ToolContext
  readonly #step: string
  readonly #touched = new Map<ElementId, Set<string>>()
  #wanted: ChangesOf | undefined
  #areNew = false

  /** Puts elements on the board, which are gone again if what follows is taken back. */
  static ofNew(context: ToolContext, elements: readonly Element[]): StreamedChanges {
    const stream = new StreamedChanges(context, elements)
    stream.#areNew = true
    context.submit(elements.map(createElement), { step: stream.#step })
    return stream
  }

  constructor(context: ToolContext, elements: readonly Element[]) {
    this.#context = context
    this.elements = elements
    this.#step = context.newStep()
  }

  /** From the next flush or the finish on, each element is as it was with these changes. */
  want(changesOf: ChangesOf): void {
    this.#wanted = changesOf
  }

  /** Whether nothing happens to the elements before `finish`: there are too many of them. */
  get waits(): boolean {
    return this.elements.length > mostStreamed
  }

  /** Once a frame. */
  flush(): void {
    if (!this.waits) this.finish()
  }

  /** The hand lifts. */
  finish(): void {
    const wanted = this.#wanted
    this.#wanted = undefined
    if (wanted)
      this.#submit((element) => rounded(wanted(element), this.#context.viewport.zoom), { step: this.#step })
  }

  /** Makes the elements what they were, and leaves no step. */
  takeBack(): void {
    this.#wanted = undefined
    const options = { step: this.#step, forget: true }
    if (this.#areNew)
      this.#context.submit(
        this.elements.map(({ id }) => deleteElement(id)),
        options,
      )
    else this.#submit(() => ({}), options)
  }

  #submit(changesOf: ChangesOf, options: SubmitOptions): void {
    const { board } = this.#context
    const operations = this.elements.flatMap((before) => {
      const now = board.get(before.id) as Values | undefined
      if (!now) return []
      const changes = this.#complete(before, changesOf(before)) as Values
      const set = Object.fromEntries(Object.entries(changes).filter(([name, value]) => now[name] !== value))
      return Object.keys(set).length > 0 ? [updateElement(before.id, set)] : []
    })
    if (operations.length > 0) this.#context.submit(operations, options)
  }

  /** What was changed before and is not any more goes back to what it was. */
  #complete(before: Element, changes: ElementChanges): ElementChanges {
    let touched = this.#touched.get(before.id)
    if (!touched) this.#touched.set(before.id, (touched = new Set()))
    const complete: Record<string, unknown> = {}
    for (const name of touched) complete[name] = (before as unknown as Values)[name]
    for (const [name, value] of Object.entries(changes)) {
      touched.add(name)
      complete[name] = value
    }
    return complete
  }
}
