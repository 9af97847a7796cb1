import type { Change, ElementId } from '@drawbridge/board'

/** What one person did since it was last told. */
export interface Deeds {
  readonly client: string
  /** How many strokes, and how many other elements, were made. */
  readonly drew: number
  readonly added: number
  readonly changed: number
  readonly deleted: number
}

interface Touched {
  readonly drew: Set<ElementId>
  readonly added: Set<ElementId>
  readonly changed: Set<ElementId>
  readonly deleted: Set<ElementId>
}

/** Gathers what others do, so that a hundred small changes are told as one: each element counts once. */
export class Activity {
  readonly #touched = new Map<string, Touched>()

  note(client: string, changes: readonly Change[]): void {
    let touched = this.#touched.get(client)
    if (!touched) {
      touched = { drew: new Set(), added: new Set(), changed: new Set(), deleted: new Set() }
      this.#touched.set(client, touched)
    }
    const { drew, added, changed, deleted } = touched
    for (const { id, before, after } of changes) {
      if (id === null || (before === undefined && after === undefined)) continue
      if (!after) {
        // What came and went meanwhile was never there for whoever only listens.
        const isNew = drew.delete(id) || added.delete(id)
        changed.delete(id)
        if (!isNew) deleted.add(id)
      } else if (!before) {
        if (deleted.delete(id)) changed.add(id)
        else if (after.type === 'stroke') drew.add(id)
        else added.add(id)
      } else if (!drew.has(id) && !added.has(id)) changed.add(id)
    }
  }

  /** What was gathered, in order of who began; then it starts anew. */
  take(): Deeds[] {
    const all = [...this.#touched].map(([client, { drew, added, changed, deleted }]) => ({
      client,
      drew: drew.size,
      added: added.size,
      changed: changed.size,
      deleted: deleted.size,
    }))
    this.#touched.clear()
    return all.filter(({ drew, added, changed, deleted }) => drew + added + changed + deleted > 0)
  }
}
