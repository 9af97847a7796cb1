import type { DBSchema, IDBPDatabase } from 'idb'
import { openDB } from 'idb'
import type { FileStorage, FileSupport } from '../files/file-storage.ts'
import { uploadByXhr } from './upload.ts'

interface FileRecord {
  readonly boardId: string
  readonly file: string
  readonly bytes: Uint8Array
}

/** Beside the bytes, so that looking for what waits does not read megabytes. */
interface FileState {
  readonly boardId: string
  readonly file: string
  readonly size: number
  /** 1 where the server does not have it: a boolean could not be looked for. */
  readonly unsent: 0 | 1
  /** Milliseconds since 1970. */
  readonly usedAt: number
}

interface Schema extends DBSchema {
  bytes: { key: [boardId: string, file: string]; value: FileRecord }
  states: {
    key: [boardId: string, file: string]
    value: FileState
    indexes: { unsent: [boardId: string, unsent: number]; usedAt: number; file: string }
  }
}

type Database = IDBPDatabase<Schema>

/** What files that the server has may take here. Bytes. */
const room = 200 * 1024 * 1024

/** A browser's share in files: IndexedDB, which all of its tabs share, and uploads that tell how far they are. */
export function browserFiles(): FileSupport {
  return { storage: new BrowserFiles(), upload: uploadByXhr }
}

class BrowserFiles implements FileStorage {
  #opened: Promise<Database> | undefined

  async keep(boardId: string, file: string, bytes: Uint8Array, sent: boolean): Promise<void> {
    const transaction = (await this.#database()).transaction(['bytes', 'states'], 'readwrite', {
      durability: sent ? 'relaxed' : 'strict',
    })
    const states = transaction.objectStore('states')
    const before = await states.get([boardId, file])
    const unsent = sent || before?.unsent === 0 ? 0 : 1
    await Promise.all([
      transaction.objectStore('bytes').put({ boardId, file, bytes }),
      states.put({ boardId, file, size: bytes.length, unsent, usedAt: Date.now() }),
      transaction.done,
    ])
  }

  async get(boardId: string, file: string): Promise<Uint8Array | undefined> {
    const database = await this.#database()
    const record = await database.get('bytes', [boardId, file])
    if (record) void this.#touch(database, boardId, file).catch(() => undefined)
    return record?.bytes
  }

  async find(file: string): Promise<Uint8Array | undefined> {
    const database = await this.#database()
    const key = await database.getKeyFromIndex('states', 'file', file)
    return key && (await database.get('bytes', key))?.bytes
  }

  async markSent(boardId: string, file: string): Promise<void> {
    const transaction = (await this.#database()).transaction('states', 'readwrite')
    const state = await transaction.store.get([boardId, file])
    if (state) await transaction.store.put({ ...state, unsent: 0 })
    await transaction.done
  }

  async unsent(boardId: string): Promise<readonly string[]> {
    const database = await this.#database()
    const keys = await database.getAllKeysFromIndex('states', 'unsent', IDBKeyRange.only([boardId, 1]))
    return keys.map(([, file]) => file)
  }

  #database(): Promise<Database> {
    const forget = () => {
      this.#opened = undefined
    }
    // The next call tries again.
    this.#opened ??= openFiles(forget).catch((error: unknown) => {
      forget()
      throw error
    })
    return this.#opened
  }

  async #touch(database: Database, boardId: string, file: string): Promise<void> {
    const transaction = database.transaction('states', 'readwrite')
    const state = await transaction.store.get([boardId, file])
    if (state) await transaction.store.put({ ...state, usedAt: Date.now() })
    await transaction.done
  }
}

async function openFiles(lost: () => void): Promise<Database> {
  const database = await openDB<Schema>('drawbridge-files', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('bytes', { keyPath: ['boardId', 'file'] })
      const states = fresh.createObjectStore('states', { keyPath: ['boardId', 'file'] })
      states.createIndex('unsent', ['boardId', 'unsent'])
      states.createIndex('usedAt', 'usedAt')
      states.createIndex('file', 'file')
    },
    blocking(_current, _blocked, event) {
      ;(event.target as IDBDatabase).close()
      lost()
    },
    terminated: lost,
  })
  await tidy(database)
  return database
}

/** Of files that the server has, those that were used last stay. */
async function tidy(database: Database): Promise<void> {
  const transaction = database.transaction(['bytes', 'states'], 'readwrite')
  const states = await transaction.objectStore('states').index('usedAt').getAll()
  let taken = 0
  for (const { boardId, file, size, unsent } of states.reverse()) {
    if (unsent) continue
    taken += size
    if (taken <= room) continue
    await transaction.objectStore('bytes').delete([boardId, file])
    await transaction.objectStore('states').delete([boardId, file])
  }
  await transaction.done
}
