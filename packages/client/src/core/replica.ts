import type { BoardView, Change, ElementId, Entry, Operation } from '@drawbridge/board'
import { applyToElement, applyToSettings, Board, invert, target } from '@drawbridge/board'
import type { NumberedEntry } from './outbox.ts'

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
 *
 * After `startOver` another log is folded aside until `settle`; meanwhile `local` goes on from the log before, and the
 * invariants hold again after it.
 */
export class Replica {
  #confirmed = new Board()
  #local = new Board()
  #seq = 0
  /** The beginning of another log, until it is complete enough to be shown. */
  #next: { board: Board; seq: number } | undefined
  /** Own entries that are applied here and have not yet come back from the log. */
  #pending: NumberedEntry[] = []
  /** Pending operations by what they name, so that a remote entry costs nothing where we have nothing pending. */
  #pendingOn = new Map<ElementId | null, Operation[]>()

  /** What this person sees. */
  get board(): BoardView {
    return this.#local
  }

  get confirmed(): BoardView {
    return this.#confirmed
  }

  /** How far the log is folded: the one that is folded aside, if one is. */
  get seq(): number {
    return this.#next?.seq ?? this.#seq
  }

  /** Whether what is shown is not of the log that is folded. */
  get isStartingOver(): boolean {
    return this.#next !== undefined
  }

  /** The n of the last own entry that is a part of `confirmed`, given the newest one that was ever submitted. */
  ownConfirmed(newest: number): number {
    return (this.#pending[0]?.n ?? newest + 1) - 1
  }

  get pending(): readonly NumberedEntry[] {
    return this.#pending
  }

  /** Applies an own entry at once. `inverse` takes it back, newest operation first, as of now. */
  submit(entry: NumberedEntry): { changes: Change[]; inverse: Operation[] } {
    const changes: Change[] = []
    const inverse: Operation[] = []
    for (const operation of entry.operations) {
      const id = target(operation)
      const back = invert(operation, id === null ? undefined : this.#local.get(id), this.#local.settings)
      if (back) inverse.unshift(back)
      const change = this.#local.apply(operation)
      if (change) changes.push(change)
      this.#note(operation)
    }
    this.#pending.push(entry)
    return { changes, inverse }
  }

  /** Applies the log's next entry, which must be `seq + 1`. @param own whether this client submitted it */
  confirm(entry: Entry, own: boolean): Confirmed {
    if (entry.seq !== this.seq + 1) throw new RangeError(`entry ${entry.seq} does not follow ${this.seq}`)
    const confirmed = this.#next?.board ?? this.#confirmed
    const { inverse, touched } = applyTo(confirmed, entry.operations, own)
    if (this.#next) {
      this.#next.seq = entry.seq
      return { changes: [], inverse: own ? inverse : undefined }
    }
    this.#seq = entry.seq
    const mine = own && this.#pending[0]?.n === entry.n ? this.#pending.shift() : undefined
    if (mine) for (const operation of mine.operations) this.#forget(operation)
    const changes: Change[] = []
    for (const id of touched) {
      // Our own oldest entry is already in `local`, by invariant 2: only the value is shared again.
      if (mine && !this.#pendingOn.has(id)) this.#shareLocal(id)
      else if (!mine) this.#refold(id, changes)
    }
    return { changes, inverse: own ? inverse : undefined }
  }

  /** Folds another log aside, from its beginning; what is shown stays until `settle`. */
  startOver(): void {
    this.#next = { board: new Board(), seq: 0 }
  }

  /** Goes on from a snapshot; pending entries stay on top. */
  reset(board: Board, seq: number): Change[] {
    if (this.#next) {
      this.#next = { board, seq }
      return []
    }
    const before = this.#local
    this.#confirmed = board
    this.#local = new Board(board.elements, board.settings)
    this.#seq = seq
    const ignored: Change[] = []
    for (const id of this.#pendingOn.keys()) this.#refold(id, ignored)
    return difference(before, this.#local)
  }

  /** Own entries up to `last` are in the log that is folded, seen or not; if it is another one, it is shown from now on. */
  settle(last: number): Change[] {
    const next = this.#next
    if (!next) return this.drop((entry) => entry.n <= last)
    this.#next = undefined
    this.#setPending(this.#pending.filter((entry) => entry.n > last))
    return this.reset(next.board, next.seq)
  }

  /** Takes the effect of some pending entries off: the log will not have them, or has them already. */
  drop(which: (entry: NumberedEntry) => boolean): Change[] {
    return this.replacePending(this.#pending.filter((entry) => !which(entry)))
  }

  /** Other entries pend from now on. While another log is folded, that shows after `settle`. */
  replacePending(pending: readonly NumberedEntry[]): Change[] {
    const before = this.#pending
    this.#setPending(pending)
    const changes: Change[] = []
    if (this.#next) return changes
    for (const id of touchedBy(before, pending)) this.#refold(id, changes)
    return changes
  }

  #setPending(pending: readonly NumberedEntry[]): void {
    this.#pending = [...pending]
    this.#pendingOn = new Map()
    for (const { operations } of pending) for (const operation of operations) this.#note(operation)
  }

  #note(operation: Operation): void {
    const id = target(operation)
    const waiting = this.#pendingOn.get(id)
    if (waiting) waiting.push(operation)
    else this.#pendingOn.set(id, [operation])
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

/** Applies operations to a board in order. Returns what they name and, for own ones, what takes them back, newest first. */
function applyTo(
  board: Board,
  operations: readonly Operation[],
  own: boolean,
): { inverse: Operation[]; touched: Set<ElementId | null> } {
  const inverse: Operation[] = []
  const touched = new Set<ElementId | null>()
  for (const operation of operations) {
    const id = target(operation)
    touched.add(id)
    if (own) {
      const back = invert(operation, id === null ? undefined : board.get(id), board.settings)
      if (back) inverse.unshift(back)
    }
    board.apply(operation)
  }
  return { inverse, touched }
}

/** What is named by entries of one list and not of the other. */
function touchedBy(before: readonly NumberedEntry[], after: readonly NumberedEntry[]): Set<ElementId | null> {
  const had = new Set(before)
  const has = new Set(after)
  const differing = [
    ...before.filter((entry) => !has.has(entry)),
    ...after.filter((entry) => !had.has(entry)),
  ]
  return new Set(differing.flatMap(({ operations }) => operations.map(target)))
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
