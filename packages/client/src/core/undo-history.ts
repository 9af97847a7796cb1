import type { Operation, UpdateOperation } from '@drawbridge/board'
import { target } from '@drawbridge/board'
import { decodeOperations, encodeOperations } from '@drawbridge/protocol'
import type { Journal } from './journal.ts'
import type { StoredClient, StoredInverse, StoredStep } from './stored.ts'

/** What one Ctrl+Z takes back: the entries of one gesture, oldest first. */
interface Step {
  /** Never used twice; a newer step has a higher one. */
  readonly id: number
  /** Entries submitted with the same name one after the other belong to one step. */
  readonly name: string | undefined
  readonly entries: number[]
}

/** How an entry came to be: it decides which of the two stacks may take it back. */
export type EntryOrigin = 'edit' | 'undo' | 'redo'

const maxSteps = 500

/**
 * This client's own work, so that it can be taken back and put back. Holds only inverses of own entries, each computed
 * against the board that the entry met in the log (before it is confirmed: against the local board).
 */
export class UndoHistory {
  #undo: Step[] = []
  #redo: Step[] = []
  readonly #inverses = new Map<number, readonly Operation[]>()
  readonly #journal: Journal
  #newestStep = 0

  /** @param journal is told what changes, so that it can be stored */
  constructor(journal: Journal) {
    this.#journal = journal
  }

  /** Goes on from what an earlier life has stored. Its steps are complete: nothing more is added to them. */
  restore(stored: StoredClient): void {
    for (const { n, operations } of stored.inverses) {
      const decoded = decodeOperations(operations)
      if (decoded.ok) this.#inverses.set(n, decoded.value)
    }
    for (const { id, stack, entries } of stored.steps) {
      const steps = stack === 'undo' ? this.#undo : this.#redo
      steps.push({ id, name: undefined, entries: [...entries] })
      this.#newestStep = Math.max(this.#newestStep, id)
    }
  }

  get canUndo(): boolean {
    return this.#undo.length > 0
  }

  get canRedo(): boolean {
    return this.#redo.length > 0
  }

  record(n: number, inverse: readonly Operation[], origin: EntryOrigin, name?: string): void {
    if (origin === 'edit') this.#clearRedo()
    this.#setInverse(n, inverse)
    const stack = origin === 'undo' ? this.#redo : this.#undo
    let top = stack.at(-1)
    if (top && name !== undefined && top.name === name) top.entries.push(n)
    else {
      top = { id: ++this.#newestStep, name, entries: [n] }
      stack.push(top)
    }
    this.#journal.step(top.id)
    if (this.#undo.length > maxSteps) this.#forget(this.#undo.shift())
  }

  /** The log applied entry `n` to a board that may differ from the one we saw: this inverse is the right one. */
  confirm(n: number, inverse: readonly Operation[]): void {
    if (this.#inverses.has(n)) this.#setInverse(n, inverse)
  }

  /** Entry `n` will never be in the log: there is nothing to take back. */
  drop(n: number): void {
    if (this.#inverses.delete(n)) this.#journal.inverse(n)
  }

  /** Entries after `after` have moved by `shift`; entries after `lost`, up to there, are in no log and will not be. */
  renumber(lost: number, after: number, shift: number): void {
    const inverses = [...this.#inverses]
    this.#inverses.clear()
    for (const [n, inverse] of inverses)
      if (n > after) this.#inverses.set(n + shift, inverse)
      else if (n <= lost) this.#inverses.set(n, inverse)
    for (const { entries } of [...this.#undo, ...this.#redo]) {
      const moved = entries.flatMap((n) => (n > after ? [n + shift] : n <= lost ? [n] : []))
      entries.splice(0, entries.length, ...moved)
    }
    for (const { id } of [...this.#undo, ...this.#redo]) this.#journal.step(id)
    for (const n of this.#inverses.keys()) this.#journal.inverse(n)
  }

  /** A step as it is stored; undefined when there is none with this id any more. */
  storedStep(id: number): StoredStep | undefined {
    for (const stack of ['undo', 'redo'] as const) {
      const step = (stack === 'undo' ? this.#undo : this.#redo).find((each) => each.id === id)
      if (step) return { id, stack, entries: [...step.entries] }
    }
    return undefined
  }

  /** What takes entry `n` back, as it is stored; undefined when it cannot be taken back any more. */
  storedInverse(n: number): StoredInverse | undefined {
    const inverse = this.#inverses.get(n)
    return inverse && { n, operations: encodeOperations(inverse) }
  }

  /** Takes a step out of the history: what it did has been taken back by other means. Nothing where it is not the newest. */
  forgetStep(name: string): void {
    if (this.#undo.at(-1)?.name === name) this.#forget(this.#undo.pop())
  }

  /** What takes the newest step back that had an effect; undefined when there is none. */
  takeUndo(): Operation[] | undefined {
    return this.#take(this.#undo)
  }

  takeRedo(): Operation[] | undefined {
    return this.#take(this.#redo)
  }

  #take(stack: Step[]): Operation[] | undefined {
    for (let step = stack.pop(); step; step = stack.pop()) {
      const operations = step.entries.toReversed().flatMap((n) => this.#inverses.get(n) ?? [])
      this.#forget(step)
      if (operations.length > 0) return condense(operations)
    }
    return undefined
  }

  #clearRedo(): void {
    for (const step of this.#redo) this.#forget(step)
    this.#redo = []
  }

  #forget(step: Step | undefined): void {
    if (!step) return
    this.#journal.step(step.id)
    for (const n of step.entries) this.drop(n)
  }

  #setInverse(n: number, inverse: readonly Operation[]): void {
    this.#inverses.set(n, inverse)
    this.#journal.inverse(n)
  }
}

/** A chain of updates that lead back step by step, as one that leads back at once. Where another's change broke the chain, what lies before it is out of reach anyway. */
function chained(first: UpdateOperation, second: UpdateOperation): UpdateOperation {
  const set: Record<string, unknown> = { ...first.set }
  const expect: Record<string, unknown> = { ...first.expect }
  for (const [name, value] of Object.entries(second.set)) {
    const wanted = (second.expect as Record<string, unknown> | undefined)?.[name]
    if (!Object.hasOwn(set, name)) {
      set[name] = value
      if (wanted !== undefined) expect[name] = wanted
    } else if (set[name] === wanted) set[name] = value
  }
  return { type: 'update', id: first.id, set, expect } as UpdateOperation
}

/**
 * The same effect in fewer operations: taking back a gesture of a hundred entries must not cost a hundred operations
 * an element. Updates of an element are chained; what is deleted in the end needs nothing before.
 */
export function condense(operations: readonly Operation[]): Operation[] {
  const kept: (Operation | undefined)[] = []
  const places = new Map<string, number[]>()
  for (const operation of operations) {
    const id = target(operation)
    if (id === null) {
      kept.push(operation)
      continue
    }
    const mine = places.get(id) ?? []
    places.set(id, mine)
    if (operation.type === 'delete') {
      for (const at of mine) kept[at] = undefined
      mine.length = 0
    }
    const last = mine.at(-1)
    const before = last === undefined ? undefined : kept[last]
    if (last !== undefined && before?.type === 'update' && operation.type === 'update') {
      kept[last] = chained(before, operation)
      continue
    }
    mine.push(kept.length)
    kept.push(operation)
  }
  return kept.filter((operation) => operation !== undefined)
}
