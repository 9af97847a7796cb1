import type {
  BoardSettings,
  BoardView,
  Change,
  Element,
  ElementId,
  Entry,
  Operation,
} from '@drawbridge/board'
import { applyToElement, applyToSettings, Board, invert, target } from '@drawbridge/board'
import type { NumberedEntry } from './outbox.ts'

/** What comes of confirming an own entry: the operations that take it back, newest first, as of when the log applied it. */
export interface Confirmed {
  readonly changes: Change[]
  readonly inverse: readonly Operation[] | undefined
}

/** A log as it is folded, and what is shown of it: the same values, but for what pends. */
interface Pair {
  readonly confirmed: Board
  readonly local: Board
  seq: number
}

const emptyPair = (): Pair => ({ confirmed: new Board(), local: new Board(), seq: 0 })

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
 * invariants hold again after it. Between `beginFill` and `endFill` a board is filled from a snapshot: the one that is
 * shown, if there is nothing on it yet; otherwise one aside.
 */
export class Replica {
  /** What is shown, and the log that it follows. */
  #shown = emptyPair()
  /** The beginning of another log, until it is complete enough to be shown. */
  #next: Pair | undefined
  /** What is being filled, and the seq that it will be at. */
  #filling: { readonly pair: Pair; readonly seq: number } | undefined
  /** Own entries that are applied here and have not yet come back from the log. */
  #pending: NumberedEntry[] = []
  /** Pending operations by what they name, so that a remote entry costs nothing where we have nothing pending. */
  #pendingOn = new Map<ElementId | null, Operation[]>()

  /** What this person sees. */
  get board(): BoardView {
    return this.#shown.local
  }

  get confirmed(): BoardView {
    return this.#shown.confirmed
  }

  /** How far the log is folded: the one that is folded aside, if one is. */
  get seq(): number {
    return (this.#next ?? this.#shown).seq
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
    const { local } = this.#shown
    for (const operation of entry.operations) {
      const id = target(operation)
      const back = invert(operation, id === null ? undefined : local.get(id), local.settings)
      if (back) inverse.unshift(back)
      const change = local.apply(operation)
      if (change) changes.push(change)
      this.#note(operation)
    }
    this.#pending.push(entry)
    return { changes, inverse }
  }

  /** Applies the log's next entry, which must be `seq + 1`. @param own whether this client submitted it */
  confirm(entry: Entry, own: boolean): Confirmed {
    if (entry.seq !== this.seq + 1) throw new RangeError(`entry ${entry.seq} does not follow ${this.seq}`)
    if (this.#filling) throw new RangeError(`entry ${entry.seq} came before the board was filled`)
    const pair = this.#next ?? this.#shown
    const { inverse, touched } = applyTo(pair.confirmed, entry.operations, own)
    pair.seq = entry.seq
    const changes: Change[] = []
    if (pair === this.#next) {
      for (const id of touched) share(id, pair.confirmed, pair.local)
      return { changes, inverse: own ? inverse : undefined }
    }
    const mine = own && this.#pending[0]?.n === entry.n ? this.#pending.shift() : undefined
    if (mine) for (const operation of mine.operations) this.#forget(operation)
    for (const id of touched) {
      // Our own oldest entry is already in `local`, by invariant 2: only the value is shared again.
      if (mine && !this.#pendingOn.has(id)) share(id, pair.local, pair.confirmed)
      else if (!mine) this.#refold(id, changes)
    }
    return { changes, inverse: own ? inverse : undefined }
  }

  /** Folds another log aside, from its beginning; what is shown stays until `settle`. */
  startOver(): void {
    this.#filling = undefined
    this.#next = emptyPair()
  }

  /** From here on the board becomes that of a snapshot at `seq`, piece by piece. Pending entries stay on top. */
  beginFill(settings: BoardSettings, seq: number): Change[] {
    const isEmpty = !this.#next && this.#shown.seq === 0
    const pair = isEmpty ? this.#shown : emptyPair()
    this.#filling = { pair, seq }
    pair.confirmed.putSettings(settings)
    const changes: Change[] = []
    if (isEmpty) this.#refold(null, changes)
    else pair.local.putSettings(settings)
    return changes
  }

  /** More elements of the snapshot. */
  fill(elements: readonly Element[]): Change[] {
    if (!this.#filling) throw new RangeError('no board is being filled')
    const { pair } = this.#filling
    pair.confirmed.fill(elements)
    if (pair !== this.#shown) {
      pair.local.fill(elements)
      return []
    }
    const changes: Change[] = []
    const free = elements.filter(({ id }) => !this.#pendingOn.has(id))
    for (const after of free) changes.push({ id: after.id, before: undefined, after })
    pair.local.fill(free)
    if (free.length < elements.length)
      for (const { id } of elements) if (this.#pendingOn.has(id)) this.#refold(id, changes)
    return changes
  }

  /** All of the snapshot is there. */
  endFill(): Change[] {
    if (!this.#filling) throw new RangeError('no board is being filled')
    const { pair, seq } = this.#filling
    this.#filling = undefined
    pair.seq = seq
    if (pair === this.#shown) return []
    if (!this.#next) return this.#show(pair)
    this.#next = pair
    return []
  }

  /** The snapshot is of no use any more. What of it is shown already stays until another board is complete. */
  abandonFill(): void {
    if (this.#filling?.pair === this.#shown) this.startOver()
    this.#filling = undefined
  }

  /** Own entries up to `last` are in the log that is folded, seen or not; if it is another one, it is shown from now on. */
  settle(last: number): Change[] {
    const next = this.#next
    if (!next) return this.drop((entry) => entry.n <= last)
    this.#next = undefined
    this.#setPending(this.#pending.filter((entry) => entry.n > last))
    return this.#show(next)
  }

  #show(pair: Pair): Change[] {
    const before = this.#shown.local
    this.#shown = pair
    const ignored: Change[] = []
    for (const id of this.#pendingOn.keys()) this.#refold(id, ignored)
    return difference(before, pair.local)
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

  #refold(id: ElementId | null, changes: Change[]): void {
    const { confirmed, local } = this.#shown
    const waiting = this.#pendingOn.get(id) ?? []
    let change: Change | undefined
    if (id === null) {
      let { settings } = confirmed
      for (const operation of waiting)
        if (operation.type === 'settings') settings = applyToSettings(settings, operation)
      change = local.putSettings(settings)
    } else {
      let element = confirmed.get(id)
      for (const operation of waiting) element = applyToElement(element, operation)
      change = local.put(id, element)
    }
    if (change) changes.push(change)
  }
}

/** Makes one board hold the very value that another does. */
function share(id: ElementId | null, from: Board, to: Board): void {
  if (id === null) to.putSettings(from.settings)
  else to.put(id, from.get(id))
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
