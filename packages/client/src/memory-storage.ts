import type { BoardTraits, StoredBoard, StoredChanges } from './core/stored.ts'
import { storedBoard } from './core/stored.ts'
import { MemoryClient } from './memory-client.ts'
import type { BoardStorage, HeldClient, StoredView } from './storage.ts'
import { ClientReplaced, forgottenAfter } from './storage.ts'
import { randomClientKey } from './platform.ts'

interface Kept {
  readonly boardId: string
  readonly clientKey: string
  readonly key: string
  readonly client: MemoryClient
  usedAt: number
  holder: symbol | undefined
}

/**
 * Storage of one process, for clients that come and go within it and for tests. A write is committed a moment after it
 * was asked for, as on a disk.
 */
export class MemoryStorage implements BoardStorage {
  #clients: Kept[] = []
  readonly #boards = new Map<string, StoredBoard>()
  readonly #traits = new Map<string, BoardTraits>()
  readonly #now: () => number

  /** @param clock milliseconds since 1970 */
  constructor(clock: () => number = Date.now) {
    this.#now = clock
  }

  claim(boardId: string, key: string): Promise<HeldClient> {
    const free = this.#clients.filter((each) => each.boardId === boardId && each.holder === undefined)
    const old = this.#now() - forgottenAfter
    const forgotten = new Set(free.filter(({ client, usedAt }) => usedAt < old && !client.hasUnsaved))
    this.#clients = this.#clients.filter((each) => !forgotten.has(each))
    const [latest] = free
      .filter((each) => each.key === key && !forgotten.has(each))
      .sort((a, b) => b.usedAt - a.usedAt)
    const kept = latest ?? {
      boardId,
      clientKey: randomClientKey(),
      key,
      client: new MemoryClient(),
      usedAt: 0,
      holder: undefined,
    }
    if (!latest) this.#clients.push(kept)
    return Promise.resolve(this.#hold(kept))
  }

  claimUnsaved(boardId: string, except: ReadonlySet<string>): Promise<HeldClient | undefined> {
    const left = this.#clients.find(
      (each) =>
        each.boardId === boardId &&
        each.holder === undefined &&
        each.client.hasUnsaved &&
        !except.has(each.clientKey),
    )
    return Promise.resolve(left && this.#hold(left))
  }

  view(boardId: string, key: string): Promise<StoredView> {
    return Promise.resolve({
      board: this.#boards.get(boardId),
      traits: this.#traits.get(`${boardId} ${key}`),
    })
  }

  /** As if the process had died: all that is committed stays, writes under way are lost, every identity is free. */
  crash(): void {
    for (const each of this.#clients) each.holder = undefined
  }

  #hold(kept: Kept): HeldClient {
    const holder = Symbol('holder')
    kept.holder = holder
    kept.usedAt = this.#now()
    // In the order in which they came, one after the other.
    let done: Promise<void> = Promise.resolve()
    const inTurn = (work: () => void): Promise<void> => {
      done = done
        .catch(() => undefined)
        .then(() => {
          if (kept.holder !== holder) throw new ClientReplaced()
          work()
        })
      return done
    }
    return {
      clientKey: kept.clientKey,
      key: kept.key,
      stored: kept.client.stored(),
      write: (changes) =>
        inTurn(() => {
          kept.usedAt = this.#now()
          kept.client.write(changes)
          this.#put(kept, changes)
        }),
      remove: () =>
        inTurn(() => {
          kept.holder = undefined
          this.#clients = this.#clients.filter((each) => each !== kept)
        }),
      release: () =>
        inTurn(() => {
          kept.holder = undefined
        }),
    }
  }

  #put({ boardId, key }: Kept, { board, traits }: StoredChanges): void {
    if (board) this.#boards.set(boardId, storedBoard(board.stored))
    if (traits) this.#traits.set(`${boardId} ${key}`, traits)
  }
}
