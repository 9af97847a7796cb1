import type { Operation, UpdateOperation } from '@drawbridge/board'
import { target } from '@drawbridge/board'

/** What one Ctrl+Z takes back: the entries of one gesture, oldest first. */
interface Step {
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

  get canUndo(): boolean {
    return this.#undo.length > 0
  }

  get canRedo(): boolean {
    return this.#redo.length > 0
  }

  record(n: number, inverse: readonly Operation[], origin: EntryOrigin, name?: string): void {
    if (origin === 'edit') this.#clearRedo()
    this.#inverses.set(n, inverse)
    const stack = origin === 'undo' ? this.#redo : this.#undo
    const top = stack.at(-1)
    if (top && name !== undefined && top.name === name) top.entries.push(n)
    else stack.push({ name, entries: [n] })
    if (this.#undo.length > maxSteps) this.#forget(this.#undo.shift())
  }

  /** The log applied entry `n` to a board that may differ from the one we saw: this inverse is the right one. */
  confirm(n: number, inverse: readonly Operation[]): void {
    if (this.#inverses.has(n)) this.#inverses.set(n, inverse)
  }

  /** Entry `n` will never be in the log: there is nothing to take back. */
  drop(n: number): void {
    this.#inverses.delete(n)
  }

  /** Takes a step out of the history: what it did has been taken back by other means. Nothing where it is not the newest. */
  forgetStep(name: string): void {
    if (this.#undo.at(-1)?.name === name) this.#forget(this.#undo.pop())
  }

  clear(): void {
    this.#undo = []
    this.#redo = []
    this.#inverses.clear()
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
    for (const n of step?.entries ?? []) this.#inverses.delete(n)
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
