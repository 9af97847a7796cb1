import type { BoardView, Change, ElementId, Entry, Operation } from '@drawbridge/board'
import { applyToElement, applyToSettings, Board, invert, target } from '@drawbridge/board'

/** An own entry that is applied here and has not yet come back from the log. */
export interface PendingEntry {
  readonly n: number
  readonly operations: readonly Operation[]
}

/** What comes of confirming an own entry: the operations that take it back, newest first, as of when the log applied it. */
export interface Confirmed {
  readonly changes: Change[]
  readonly inverse: readonly Operation[] | undefined
}

/**
 * One board twice: as the log has it, and as this person sees it. Invariants:
 *
 * 1. `confirmed` is the fold of the log up to `seq`.
 * 2. `local` is `confirmed` with every pending entry applied on top, in order.
 * 3. Where no pending operation names an element, both boards hold the very same value.
 *
 * Every operation names one element (or the settings), so a rebase refolds only what an entry names.
 */
export class Replica {
  #confirmed = new Board()
  #local = new Board()
  #seq = 0
  #pending: PendingEntry[] = []
  /** Pending operations by what they name, so that a remote entry costs nothing where we have nothing pending. */
  readonly #pendingOn = new Map<ElementId | null, Operation[]>()

  /** What this person sees. */
  get board(): BoardView {
    return this.#local
  }

  get confirmed(): BoardView {
    return this.#confirmed
  }

  get seq(): number {
    return this.#seq
  }

  get pending(): readonly PendingEntry[] {
    return this.#pending
  }

  /** Applies an own entry at once. `inverse` takes it back, newest operation first, as of now. */
  submit(entry: PendingEntry): { changes: Change[]; inverse: Operation[] } {
    const changes: Change[] = []
    const inverse: Operation[] = []
    for (const operation of entry.operations) {
      const id = target(operation)
      const back = invert(operation, id === null ? undefined : this.#local.get(id), this.#local.settings)
      if (back) inverse.unshift(back)
      const change = this.#local.apply(operation)
      if (change) changes.push(change)
      const waiting = this.#pendingOn.get(id)
      if (waiting) waiting.push(operation)
      else this.#pendingOn.set(id, [operation])
    }
    this.#pending.push(entry)
    return { changes, inverse }
  }

  /** Applies the log's next entry, which must be `seq + 1`. @param own whether this client submitted it */
  confirm(entry: Entry, own: boolean): Confirmed {
    if (entry.seq !== this.#seq + 1) throw new RangeError(`entry ${entry.seq} does not follow ${this.#seq}`)
    this.#seq = entry.seq
    const mine = own && this.#pending[0]?.n === entry.n ? this.#pending.shift() : undefined
    const inverse: Operation[] = []
    const touched = new Set<ElementId | null>()
    for (const operation of entry.operations) {
      const id = target(operation)
      touched.add(id)
      if (own) {
        const back = invert(
          operation,
          id === null ? undefined : this.#confirmed.get(id),
          this.#confirmed.settings,
        )
        if (back) inverse.unshift(back)
      }
      this.#confirmed.apply(operation)
    }
    if (mine) for (const operation of mine.operations) this.#forget(operation)
    const changes: Change[] = []
    for (const id of touched) {
      // Our own oldest entry is already in `local`, by invariant 2: only the value is shared again.
      if (mine && !this.#pendingOn.has(id)) this.#shareLocal(id)
      else if (!mine) this.#refold(id, changes)
    }
    return { changes, inverse: own ? inverse : undefined }
  }

  /** Starts again from a snapshot; pending entries stay on top. */
  reset(board: Board, seq: number): Change[] {
    const before = this.#local
    this.#confirmed = board
    this.#local = new Board(board.elements, board.settings)
    this.#seq = seq
    const ignored: Change[] = []
    for (const id of this.#pendingOn.keys()) this.#refold(id, ignored)
    return difference(before, this.#local)
  }

  /** Takes the effect of some pending entries off: the log will not have them, or has them already. */
  drop(which: (entry: PendingEntry) => boolean): Change[] {
    const dropped = this.#pending.filter(which)
    if (dropped.length === 0) return []
    this.#pending = this.#pending.filter((entry) => !which(entry))
    const touched = new Set(dropped.flatMap((entry) => entry.operations.map(target)))
    for (const entry of dropped) for (const operation of entry.operations) this.#forget(operation)
    const changes: Change[] = []
    for (const id of touched) this.#refold(id, changes)
    return changes
  }

  #forget(operation: Operation): void {
    const id = target(operation)
    const waiting = this.#pendingOn.get(id)
    if (!waiting) return
    const at = waiting.indexOf(operation)
    if (at >= 0) waiting.splice(at, 1)
    if (waiting.length === 0) this.#pendingOn.delete(id)
  }

  #shareLocal(id: ElementId | null): void {
    if (id === null) this.#confirmed.putSettings(this.#local.settings)
    else this.#confirmed.put(id, this.#local.get(id))
  }

  #refold(id: ElementId | null, changes: Change[]): void {
    const waiting = this.#pendingOn.get(id) ?? []
    let change: Change | undefined
    if (id === null) {
      let { settings } = this.#confirmed
      for (const operation of waiting)
        if (operation.type === 'settings') settings = applyToSettings(settings, operation)
      change = this.#local.putSettings(settings)
    } else {
      let element = this.#confirmed.get(id)
      for (const operation of waiting) element = applyToElement(element, operation)
      change = this.#local.put(id, element)
    }
    if (change) changes.push(change)
  }
}

function difference(before: BoardView, after: BoardView): Change[] {
  const changes: Change[] = []
  for (const old of before.elements) {
    const now = after.get(old.id)
    if (now !== old) changes.push({ id: old.id, before: old, after: now })
  }
  for (const now of after.elements)
    if (!before.get(now.id)) changes.push({ id: now.id, before: undefined, after: now })
  if (before.settings !== after.settings) changes.push({ id: null, before: undefined, after: undefined })
  return changes
}
