import { encodeBase64Url } from '@drawbridge/board'
import type { StoredClient } from '../core/stored.ts'
import type { BoardStorage, HeldClient, StoredView } from '../storage.ts'
import { ClientReplaced, forgottenAfter } from '../storage.ts'
import type { ClientRecord, Database } from './database.ts'
import {
  openDatabase,
  putLease,
  readBoard,
  removeBoards,
  removeClient,
  takeClient,
  writeBoard,
  writeClient,
} from './database.ts'
import type { Hold } from './holds.ts'
import { hasLocks, hold } from './holds.ts'

/** A lease that has not been renewed for this long is of a page that has ended without a word. Milliseconds. */
const leaseLifetime = 3 * 60_000
const leaseRenewal = 20_000
/** A page that is loaded again waits this long for the identity that it had. Milliseconds. */
const reloadPatience = 500

/**
 * Storage of this browser, shared by all of its tabs: IndexedDB. A tab holds its identity by a Web Lock; where the
 * browser has none, by a lease that it renews. Either way an identity has one holder, whose mark is in its record: a
 * write of anyone else is never committed.
 */
export function browserStorage(): BoardStorage {
  return new BrowserStorage()
}

class BrowserStorage implements BoardStorage {
  #opened: Promise<Database> | undefined

  #database(): Promise<Database> {
    const forget = () => {
      this.#opened = undefined
    }
    // The next board tries again.
    this.#opened ??= openDatabase(forget).catch((error: unknown) => {
      forget()
      throw error
    })
    return this.#opened
  }

  async claim(boardId: string, key: string): Promise<HeldClient> {
    const database = await this.#database()
    await tidy(database)
    const mine = rememberedClient(boardId)
    const clients = (await database.getAllFromIndex('clients', 'boardId', boardId))
      .filter((client) => client.key === key)
      .sort((a, b) => rank(b, mine) - rank(a, mine))
    for (const { clientKey } of clients) {
      const held = await take(database, clientKey, clientKey === mine ? reloadPatience : 0)
      if (held) return remembered(boardId, held)
    }
    const clientKey = random()
    await database.add('clients', newClient(boardId, clientKey, key))
    const held = await take(database, clientKey, 0)
    if (!held) throw new Error('a new identity is free')
    return remembered(boardId, held)
  }

  async claimUnsaved(boardId: string, except: ReadonlySet<string>): Promise<HeldClient | undefined> {
    const database = await this.#database()
    for (const client of await database.getAllFromIndex('clients', 'boardId', boardId)) {
      if (!hasUnsaved(client) || except.has(client.clientKey)) continue
      const held = await take(database, client.clientKey, 0)
      if (!held) continue
      // Its last owner may have saved everything meanwhile.
      if ((held.stored.entries.at(-1)?.n ?? 0) > held.stored.acknowledged) return held
      await held.release()
    }
    return undefined
  }

  async view(boardId: string, key: string): Promise<StoredView> {
    const database = await this.#database()
    const [board, traits] = await Promise.all([
      readBoard(database, boardId),
      database.get('traits', [boardId, key]),
    ])
    return { board, traits }
  }
}

/** Clients that nobody has used for long, without unsaved work, and boards that have none left. */
async function tidy(database: Database): Promise<void> {
  const old = Date.now() - forgottenAfter
  for (const client of await database.getAllFromIndex('clients', 'usedAt', IDBKeyRange.upperBound(old))) {
    if (hasUnsaved(client)) continue
    const held = await take(database, client.clientKey, 0)
    await held?.remove()
  }
  await removeBoards(database, old)
}

/** Takes an identity if nobody holds it. @param patience how long to wait for that, in milliseconds */
async function take(
  database: Database,
  clientKey: string,
  patience: number,
): Promise<HeldClient | undefined> {
  const lock = hasLocks ? await hold(`drawbridge ${clientKey}`, patience) : undefined
  if (hasLocks && !lock) return undefined
  const isFree = ({ leasedAt }: ClientRecord) =>
    hasLocks || leasedAt === undefined || Math.abs(Date.now() - leasedAt) > leaseLifetime
  const leasedAt = hasLocks ? undefined : Date.now()
  try {
    const taken = await takeClient(database, clientKey, random(), leasedAt, isFree)
    if (taken) return new BrowserClient(database, taken.record, taken.stored, lock)
  } catch (error) {
    lock?.release()
    throw error
  }
  lock?.release()
  return undefined
}

class BrowserClient implements HeldClient {
  readonly clientKey: string
  readonly key: string
  readonly stored: StoredClient
  readonly #database: Database
  readonly #record: ClientRecord
  readonly #lock: Hold | undefined
  /** Of the last write; never rejects. */
  #underWay: Promise<unknown> = Promise.resolve()
  readonly #renewal: ReturnType<typeof setInterval> | undefined

  constructor(database: Database, record: ClientRecord, stored: StoredClient, lock: Hold | undefined) {
    this.#database = database
    this.#record = record
    this.#lock = lock
    this.clientKey = record.clientKey
    this.key = record.key
    this.stored = stored
    if (lock) return
    // A lease that cannot be renewed shows at the next write.
    const renew = () => void this.#lease(Date.now()).catch(() => undefined)
    this.#renewal = setInterval(renew, leaseRenewal)
    addEventListener('pagehide', this.#left)
  }

  write(changes: Parameters<HeldClient['write']>[0]): Promise<void> {
    const written = this.#write(changes)
    this.#underWay = written.catch(() => undefined)
    return written
  }

  async #write(changes: Parameters<HeldClient['write']>[0]): Promise<void> {
    const { board, ...others } = changes
    await this.#held(writeClient(this.#database, this.#record, others, !this.#lock))
    if (!board) return
    const bytes = await blobOf(board.stored.parts)
    await this.#held(writeBoard(this.#database, this.#record, board, bytes))
  }

  async #held(written: Promise<{ isHeld: boolean }>): Promise<void> {
    if (!(await written).isHeld) throw new ClientReplaced()
  }

  async remove(): Promise<void> {
    await this.#underWay
    await removeClient(this.#database, this.clientKey, this.#record.holder)
    this.#letGo()
  }

  async release(): Promise<void> {
    // A board is handed over in turns: the identity must not be another's before its copy is written.
    await this.#underWay
    await this.#lease(undefined)
    this.#letGo()
  }

  /** In the order of all writes, like everything on the same records. */
  #lease(leasedAt: number | undefined): Promise<boolean> {
    return putLease(this.#database, this.clientKey, this.#record.holder, leasedAt)
  }

  #letGo(): void {
    clearInterval(this.#renewal)
    removeEventListener('pagehide', this.#left)
    this.#lock?.release()
  }

  readonly #left = (event: PageTransitionEvent): void => {
    // A page that may come back keeps what it has for as long as a lease lives.
    if (!event.persisted) void this.#lease(undefined)
  }
}

/** Parts as one, taken over by the browser one by one with turns for everything else in between. */
async function blobOf(parts: readonly Uint8Array[]): Promise<Blob> {
  const { port1, port2 } = new MessageChannel()
  const blobs: Blob[] = []
  for (const part of parts) {
    blobs.push(new Blob([part as Uint8Array<ArrayBuffer>]))
    await new Promise<void>((resolve) => {
      port2.onmessage = () => resolve()
      port1.postMessage(null)
    })
  }
  port1.close()
  return new Blob(blobs)
}

function newClient(boardId: string, clientKey: string, key: string): ClientRecord {
  return {
    boardId,
    clientKey,
    key,
    acknowledged: 0,
    keptFrom: 1,
    newest: 0,
    own: undefined,
    holder: '',
    leasedAt: undefined,
    usedAt: Date.now(),
  }
}

function hasUnsaved({ newest, acknowledged }: ClientRecord): boolean {
  return newest > acknowledged
}

/** The identity that this tab had before it was loaded again comes first, then the one used last. */
function rank({ clientKey, usedAt }: ClientRecord, mine: string | undefined): number {
  return clientKey === mine ? Infinity : usedAt
}

function random(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(24)))
}

const memory = (boardId: string) => `drawbridge.client.${boardId}`

/** A tab that is duplicated takes this along, but not what it names: that is held. */
function rememberedClient(boardId: string): string | undefined {
  try {
    return sessionStorage.getItem(memory(boardId)) ?? undefined
  } catch {
    // Forbidden: then a reload may get another of this board's identities.
    return undefined
  }
}

function remembered(boardId: string, held: HeldClient): HeldClient {
  try {
    sessionStorage.setItem(memory(boardId), held.clientKey)
  } catch {
    // As above.
  }
  return held
}
