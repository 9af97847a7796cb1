import type { FileStorage } from './file-storage.ts'

/** Storage of files in memory: for Node and for tests, shared by all clients that are given the same one. */
export class MemoryFileStorage implements FileStorage {
  readonly #files = new Map<string, { readonly bytes: Uint8Array; sent: boolean }>()

  async keep(boardId: string, file: string, bytes: Uint8Array, sent: boolean): Promise<void> {
    const key = `${boardId}/${file}`
    this.#files.set(key, { bytes, sent: sent || this.#files.get(key)?.sent === true })
  }

  async get(boardId: string, file: string): Promise<Uint8Array | undefined> {
    return this.#files.get(`${boardId}/${file}`)?.bytes
  }

  async find(file: string): Promise<Uint8Array | undefined> {
    for (const [key, { bytes }] of this.#files) if (key.endsWith(`/${file}`)) return bytes
    return undefined
  }

  async markSent(boardId: string, file: string): Promise<void> {
    const kept = this.#files.get(`${boardId}/${file}`)
    if (kept) kept.sent = true
  }

  async unsent(boardId: string): Promise<readonly string[]> {
    const before = `${boardId}/`
    return [...this.#files].flatMap(([key, { sent }]) =>
      !sent && key.startsWith(before) ? [key.slice(before.length)] : [],
    )
  }
}
