import { DrawbridgeError, fileIdOf } from '@drawbridge/protocol'
import { encodeBase64Url } from '@drawbridge/board'
import { sha256 } from '../platform.ts'
import type { FileServer } from './file-server.ts'
import type { FileStorage } from './file-storage.ts'
import { Retry } from './retry.ts'

/** What the files of a board tell their owner. */
export interface FileReports {
  /** A file was sent, or more of it was. */
  progressed(file: string): void
  /** Another number of files waits, or they are kept in another way. */
  waitingChanged(): void
  failed(error: DrawbridgeError): void
}

/** At the same time: more would only make each slower. */
const mostUploads = 2
const mostDownloads = 4
/** Between attempts where only the operator, or an owner, can change the answer. Milliseconds. */
const patience = 60_000

/** The server will never take these bytes. */
const hopeless = new Set(['FILE_TOO_LARGE', 'FILE_TYPE_UNKNOWN', 'FILE_HASH_WRONG', 'BOARD_NOT_FOUND'])

/**
 * The files of one board: kept on this device first, sent when the server can be reached, fetched when somebody wants to
 * see them. A file is named by its hash, so an element can hold it before it is sent.
 */
export class BoardFiles {
  readonly #boardId: string
  readonly #server: FileServer
  readonly #storage: FileStorage | undefined
  readonly #reports: FileReports
  readonly #maxBytes: () => number
  /** Put here, or left by an earlier client of this device; with the bytes where storage may not have them. */
  readonly #unsent = new Map<string, Uint8Array | undefined>()
  readonly #progress = new Map<string, number>()
  readonly #fetching = new Map<string, Promise<Uint8Array>>()
  readonly #retries = new Set<Retry>()
  readonly #uploading = new Set<string>()
  readonly #waitingForTurn: (() => void)[] = []
  #downloads = 0
  #isOnline = false
  #maySend = false
  #isClosed = false
  #isStorageBroken = false

  /** @param maxBytes what the server takes of one file */
  constructor(
    boardId: string,
    server: FileServer,
    storage: FileStorage | undefined,
    maxBytes: () => number,
    reports: FileReports,
  ) {
    this.#boardId = boardId
    this.#server = server
    this.#storage = storage
    this.#maxBytes = maxBytes
    this.#reports = reports
    void this.#takeUp()
  }

  /** What the server takes of one file. */
  get maxBytes(): number {
    return this.#maxBytes()
  }

  /** How many files the server does not have yet. */
  get waiting(): number {
    return this.#unsent.size
  }

  /** Whether what waits outlives this client. */
  get durable(): boolean {
    return this.#unsent.size === 0 || (this.#storage !== undefined && !this.#isStorageBroken)
  }

  /** The part of a file that is sent, 0…1; undefined where it does not wait to be sent. */
  progress(file: string): number | undefined {
    return this.#unsent.has(file) ? (this.#progress.get(file) ?? 0) : undefined
  }

  /**
   * Takes a file in. Resolves with its id when it is kept on this device (or cannot be: then it lives with this client);
   * sending goes on behind that. Rejects with FILE_TOO_LARGE.
   */
  async put(bytes: Uint8Array): Promise<string> {
    if (bytes.length > this.maxBytes) throw new DrawbridgeError('FILE_TOO_LARGE')
    const hash = await sha256(bytes)
    const file = hash ? encodeBase64Url(hash) : fileIdOf(bytes)
    if (!this.#unsent.has(file)) {
      this.#unsent.set(file, bytes)
      await this.#keep(file, bytes, false)
      this.#reports.waitingChanged()
    }
    this.#sendNext()
    return file
  }

  /**
   * To be called for a file that the person here has put on the board in another way, such as by a copy of an element of
   * another board: if this device has the file for that one, it is put on this one. Only what a person has put here
   * themselves: an element of somebody else must not make this device send what it keeps.
   */
  async adopt(file: string): Promise<void> {
    if (this.#unsent.has(file) || (await this.#stored(file))) return
    const bytes = await this.#storage?.find(file).catch(() => undefined)
    if (bytes) await this.put(bytes)
  }

  /**
   * The bytes of a file. Waits for as long as it takes: until the server can be reached, and until whoever put the file
   * on the board has sent it. Rejects when it cannot come any more: the board is closed, or the server refuses for good.
   */
  get(file: string): Promise<Uint8Array> {
    let fetching = this.#fetching.get(file)
    if (!fetching) {
      fetching = this.#fetch(file).finally(() => this.#fetching.delete(file))
      this.#fetching.set(file, fetching)
    }
    return fetching
  }

  /** Whether files can be sent and fetched, as far as is known. */
  setOnline(isOnline: boolean, maySend: boolean): void {
    const wakes = isOnline && !this.#isOnline
    this.#isOnline = isOnline
    this.#maySend = maySend
    if (!wakes) return
    for (const retry of this.#retries) retry.hurry()
    this.#sendNext()
  }

  /** What is not sent yet stays in storage. */
  close(): void {
    this.#isClosed = true
    for (const retry of this.#retries) retry.hurry()
  }

  /** What clients of this device have left. */
  async #takeUp(): Promise<void> {
    try {
      for (const file of (await this.#storage?.unsent(this.#boardId)) ?? [])
        if (!this.#unsent.has(file)) this.#unsent.set(file, undefined)
    } catch (cause) {
      this.#storageFailed(cause)
    }
    if (this.#unsent.size === 0) return
    this.#reports.waitingChanged()
    this.#sendNext()
  }

  #sendNext(): void {
    if (!this.#isOnline || !this.#maySend || this.#isClosed) return
    for (const file of this.#unsent.keys()) {
      if (this.#uploading.size >= mostUploads) return
      if (!this.#uploading.has(file)) void this.#send(file)
    }
  }

  async #send(file: string): Promise<void> {
    this.#uploading.add(file)
    const error = await this.#trySend(file)
    if (!error || hopeless.has(error.code)) {
      this.#unsent.delete(file)
      this.#progress.delete(file)
      await this.#storage?.markSent(this.#boardId, file).catch((cause: unknown) => this.#storageFailed(cause))
    }
    if (error && !error.retry) this.#reports.failed(error)
    this.#reports.progressed(file)
    this.#reports.waitingChanged()
    if (error && this.#unsent.has(file)) await this.#waitAfter(error)
    this.#uploading.delete(file)
    this.#sendNext()
  }

  async #trySend(file: string): Promise<DrawbridgeError | undefined> {
    try {
      const bytes = this.#unsent.get(file) ?? (await this.#storage?.get(this.#boardId, file))
      // Cleared away by hand: there is nothing left to send.
      if (!bytes) return undefined
      await this.#server.put(file, bytes, (part) => {
        this.#progress.set(file, part)
        this.#reports.progressed(file)
      })
      return undefined
    } catch (error) {
      return asError(error)
    }
  }

  async #waitAfter(error: DrawbridgeError): Promise<void> {
    const retry = new Retry()
    this.#retries.add(retry)
    await retry.wait(error.retryAfter ?? (error.retry ? 0 : patience))
    this.#retries.delete(retry)
  }

  async #fetch(file: string): Promise<Uint8Array> {
    const own = this.#unsent.get(file) ?? (await this.#stored(file))
    if (own) return own
    const retry = new Retry()
    this.#retries.add(retry)
    try {
      for (;;) {
        if (this.#isClosed)
          throw new DrawbridgeError('UNREACHABLE', 'The board was closed before the file came.')
        try {
          const bytes = await this.#download(file)
          void this.#keep(file, bytes, true)
          return bytes
        } catch (error) {
          const known = asError(error)
          if (!known.retry) throw known
          await retry.wait(known.retryAfter)
        }
      }
    } finally {
      this.#retries.delete(retry)
    }
  }

  async #download(file: string): Promise<Uint8Array> {
    if (!this.#isOnline) throw new DrawbridgeError('UNREACHABLE')
    if (this.#downloads >= mostDownloads)
      await new Promise<void>((resolve) => this.#waitingForTurn.push(resolve))
    this.#downloads++
    try {
      return await this.#server.get(file)
    } finally {
      this.#downloads--
      this.#waitingForTurn.shift()?.()
    }
  }

  async #stored(file: string): Promise<Uint8Array | undefined> {
    try {
      return await this.#storage?.get(this.#boardId, file)
    } catch (cause) {
      this.#storageFailed(cause)
      return undefined
    }
  }

  async #keep(file: string, bytes: Uint8Array, sent: boolean): Promise<void> {
    try {
      await this.#storage?.keep(this.#boardId, file, bytes, sent)
    } catch (cause) {
      // What the server has need not be kept.
      if (!sent) this.#storageFailed(cause)
    }
  }

  /** Said once; files then live in this client only. */
  #storageFailed(cause: unknown): void {
    if (this.#isStorageBroken) return
    this.#isStorageBroken = true
    this.#reports.failed(new DrawbridgeError('STORAGE_FAILED', undefined, { cause }))
  }
}

function asError(error: unknown): DrawbridgeError {
  return error instanceof DrawbridgeError
    ? error
    : new DrawbridgeError('UNREACHABLE', undefined, { cause: error })
}
