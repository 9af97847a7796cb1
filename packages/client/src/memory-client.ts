import type {
  OwnInBoard,
  StoredChanges,
  StoredClient,
  StoredEntry,
  StoredInverse,
  StoredStep,
} from './core/stored.ts'

/** What is stored of one client, as the writes so far have left it. */
export class MemoryClient {
  readonly #entries = new Map<number, StoredEntry>()
  readonly #steps = new Map<number, StoredStep>()
  readonly #inverses = new Map<number, StoredInverse>()
  #acknowledged = 0
  #keptFrom = 1
  #newest = 0
  #own: OwnInBoard | undefined

  get hasUnsaved(): boolean {
    return this.#newest > this.#acknowledged
  }

  write(changes: StoredChanges): void {
    if (changes.replace) {
      for (const part of [this.#entries, this.#steps, this.#inverses]) part.clear()
      this.#keptFrom = changes.keptFrom
      this.#newest = changes.acknowledged
    }
    for (const entry of changes.entries) {
      this.#entries.set(entry.n, entry)
      this.#newest = Math.max(this.#newest, entry.n)
    }
    for (; this.#keptFrom < changes.keptFrom; this.#keptFrom++) this.#entries.delete(this.#keptFrom)
    for (const step of changes.steps) this.#steps.set(step.id, step)
    for (const id of changes.removedSteps) this.#steps.delete(id)
    for (const inverse of changes.inverses) this.#inverses.set(inverse.n, inverse)
    for (const n of changes.removedInverses) this.#inverses.delete(n)
    this.#acknowledged = changes.acknowledged
    this.#own = changes.board?.own ?? this.#own
  }

  stored(): StoredClient {
    return {
      acknowledged: this.#acknowledged,
      entries: [...this.#entries.values()].sort((a, b) => a.n - b.n),
      steps: [...this.#steps.values()].sort((a, b) => a.id - b.id),
      inverses: [...this.#inverses.values()],
      own: this.#own,
    }
  }
}
