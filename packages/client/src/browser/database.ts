import type { DBSchema, IDBPDatabase } from 'idb'
import { openDB } from 'idb'
import type {
  BoardTraits,
  OwnInBoard,
  StoredBoard,
  StoredChanges,
  StoredClient,
  StoredEntry,
  StoredInverse,
  StoredStep,
} from '../core/stored.ts'

/** One client's identity. */
export interface ClientRecord {
  readonly boardId: string
  readonly clientKey: string
  /** The board's key. */
  readonly key: string
  readonly acknowledged: number
  readonly keptFrom: number
  readonly newest: number
  readonly own: OwnInBoard | undefined
  /** Whoever may write: changed by whoever takes the identity, so that nobody else's write is committed any more. */
  readonly holder: string
  /** While Web Locks are missing, the holder renews it; undefined when it has let go. Milliseconds since 1970. */
  readonly leasedAt: number | undefined
  /** Milliseconds since 1970. */
  readonly usedAt: number
}

/** One board. */
interface BoardRecord extends Omit<StoredBoard, 'bytes'> {
  readonly boardId: string
  /** Milliseconds since 1970. */
  readonly usedAt: number
  /** In earlier versions in one piece. */
  readonly bytes: Blob | Uint8Array
}

interface Schema extends DBSchema {
  clients: {
    key: string
    value: ClientRecord
    indexes: { boardId: string; usedAt: number }
  }
  entries: { key: [clientKey: string, n: number]; value: StoredEntry & { readonly clientKey: string } }
  steps: { key: [clientKey: string, id: number]; value: StoredStep & { readonly clientKey: string } }
  inverses: { key: [clientKey: string, n: number]; value: StoredInverse & { readonly clientKey: string } }
  boards: {
    key: string
    value: BoardRecord
    indexes: { usedAt: number }
  }
  traits: {
    key: [boardId: string, key: string]
    value: BoardTraits & { readonly boardId: string; readonly key: string }
  }
}

export type Database = IDBPDatabase<Schema>

const parts = ['entries', 'steps', 'inverses'] as const
const clientStores = ['clients', ...parts] as const

/** Rejects where the browser has no IndexedDB, or forbids it. @param lost is called when it has to be opened anew */
export function openDatabase(lost: () => void): Promise<Database> {
  return openDB<Schema>('drawbridge', 1, {
    upgrade(database) {
      const clients = database.createObjectStore('clients', { keyPath: 'clientKey' })
      clients.createIndex('boardId', 'boardId')
      clients.createIndex('usedAt', 'usedAt')
      database.createObjectStore('entries', { keyPath: ['clientKey', 'n'] })
      database.createObjectStore('steps', { keyPath: ['clientKey', 'id'] })
      database.createObjectStore('inverses', { keyPath: ['clientKey', 'n'] })
      database.createObjectStore('boards', { keyPath: 'boardId' }).createIndex('usedAt', 'usedAt')
      database.createObjectStore('traits', { keyPath: ['boardId', 'key'] })
    },
    blocking(_current, _blocked, event) {
      // A newer page wants to change the layout: what this page writes from now on fails, and it says so.
      ;(event.target as IDBDatabase).close()
      lost()
    },
    terminated: lost,
  })
}

/** Everything under keys that begin with this text: numbers come before arrays. */
const allOf = (first: string) => IDBKeyRange.bound([first], [first, []])

/** Makes `holder` the one who may write, if `mayTake` agrees with the record that is there; undefined if not. */
export async function takeClient(
  database: Database,
  clientKey: string,
  holder: string,
  leasedAt: number | undefined,
  mayTake: (record: ClientRecord) => boolean,
): Promise<{ record: ClientRecord; stored: StoredClient } | undefined> {
  const transaction = database.transaction(clientStores, 'readwrite')
  const before = await transaction.objectStore('clients').get(clientKey)
  if (!before || !mayTake(before)) {
    await transaction.done
    return undefined
  }
  const record = { ...before, holder, leasedAt, usedAt: Date.now() }
  const [entries, steps, inverses] = await Promise.all([
    transaction.objectStore('entries').getAll(allOf(clientKey)),
    transaction.objectStore('steps').getAll(allOf(clientKey)),
    transaction.objectStore('inverses').getAll(allOf(clientKey)),
    transaction.objectStore('clients').put(record),
    transaction.done,
  ])
  const { acknowledged, own } = record
  return { record, stored: { acknowledged, entries, steps, inverses, own } }
}

/** Rejects, with nothing written, when the client is held by another or is gone: `isHeld` then says false. */
export async function writeClient(
  database: Database,
  { boardId, clientKey, key, holder }: ClientRecord,
  changes: Omit<StoredChanges, 'board'>,
  isLeased: boolean,
): Promise<{ isHeld: boolean }> {
  const transaction = database.transaction([...clientStores, 'traits'], 'readwrite', {
    durability: changes.flush ? 'strict' : 'relaxed',
  })
  const clients = transaction.objectStore('clients')
  const before = await clients.get(clientKey)
  if (before?.holder !== holder) {
    await transaction.done
    return { isHeld: false }
  }
  const requests: Promise<unknown>[] = [transaction.done]
  if (changes.replace)
    for (const part of parts) requests.push(transaction.objectStore(part).delete(allOf(clientKey)))
  const entries = transaction.objectStore('entries')
  const steps = transaction.objectStore('steps')
  const inverses = transaction.objectStore('inverses')
  for (const entry of changes.entries) requests.push(entries.put({ clientKey, ...entry }))
  if (changes.keptFrom > before.keptFrom)
    requests.push(entries.delete(IDBKeyRange.bound([clientKey], [clientKey, changes.keptFrom], false, true)))
  for (const step of changes.steps) requests.push(steps.put({ clientKey, ...step }))
  for (const id of changes.removedSteps) requests.push(steps.delete([clientKey, id]))
  for (const inverse of changes.inverses) requests.push(inverses.put({ clientKey, ...inverse }))
  for (const n of changes.removedInverses) requests.push(inverses.delete([clientKey, n]))
  const usedAt = Date.now()
  const known = changes.replace ? changes.acknowledged : before.newest
  requests.push(
    clients.put({
      ...before,
      acknowledged: changes.acknowledged,
      keptFrom: changes.keptFrom,
      newest: Math.max(known, changes.acknowledged, ...changes.entries.map(({ n }) => n)),
      leasedAt: isLeased ? usedAt : undefined,
      usedAt,
    }),
  )
  if (changes.traits)
    requests.push(transaction.objectStore('traits').put({ boardId, key, ...changes.traits }))
  await Promise.all(requests)
  return { isHeld: true }
}

/**
 * Puts a copy of the board in the place of the one that is there, with how far the client's entries are in it. Rejects, with
 * nothing written, when the client is held by another or is gone: `isHeld` then says false.
 * @param bytes of the copy: to hand them over in one piece would take as long as many frames
 */
export async function writeBoard(
  database: Database,
  { boardId, clientKey, holder }: ClientRecord,
  { stored: { epoch, seq, mark }, own }: NonNullable<StoredChanges['board']>,
  bytes: Blob,
): Promise<{ isHeld: boolean }> {
  const transaction = database.transaction(['clients', 'boards'], 'readwrite', { durability: 'relaxed' })
  const clients = transaction.objectStore('clients')
  const before = await clients.get(clientKey)
  const isHeld = before?.holder === holder
  const requests: Promise<unknown>[] = [transaction.done]
  if (isHeld) {
    requests.push(clients.put({ ...before, own }))
    requests.push(
      transaction.objectStore('boards').put({ boardId, usedAt: Date.now(), epoch, seq, mark, bytes }),
    )
  }
  await Promise.all(requests)
  return { isHeld }
}

/** The copy of a board that was stored last. */
export async function readBoard(database: Database, boardId: string): Promise<StoredBoard | undefined> {
  const record = await database.get('boards', boardId)
  if (!record) return undefined
  const { epoch, seq, mark, bytes } = record
  return {
    epoch,
    seq,
    mark,
    bytes: bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes,
  }
}

/** Removes a client with all that is stored of it, if `holder` still holds it. */
export async function removeClient(database: Database, clientKey: string, holder: string): Promise<void> {
  const transaction = database.transaction(clientStores, 'readwrite')
  const clients = transaction.objectStore('clients')
  const requests: Promise<unknown>[] = [transaction.done]
  if ((await clients.get(clientKey))?.holder === holder) {
    requests.push(clients.delete(clientKey))
    for (const part of parts) requests.push(transaction.objectStore(part).delete(allOf(clientKey)))
  }
  await Promise.all(requests)
}

/** Changes the lease, if `holder` still holds the client. Resolves whether it does. */
export async function putLease(
  database: Database,
  clientKey: string,
  holder: string,
  leasedAt: number | undefined,
): Promise<boolean> {
  const transaction = database.transaction('clients', 'readwrite')
  const record = await transaction.store.get(clientKey)
  const isHeld = record?.holder === holder
  if (isHeld) await transaction.store.put({ ...record, leasedAt })
  await transaction.done
  return isHeld
}

/** Boards that nobody has written for long, and of which no client is left, go with what was known of them. */
export async function removeBoards(database: Database, usedBefore: number): Promise<void> {
  const transaction = database.transaction(['clients', 'boards', 'traits'], 'readwrite')
  const boards = transaction.objectStore('boards')
  for (const boardId of await boards.index('usedAt').getAllKeys(IDBKeyRange.upperBound(usedBefore))) {
    if ((await transaction.objectStore('clients').index('boardId').count(boardId)) > 0) continue
    await boards.delete(boardId)
    await transaction.objectStore('traits').delete(allOf(boardId))
  }
  await transaction.done
}
