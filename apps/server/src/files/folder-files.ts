import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { withDeadline } from '../log/deadline.ts'
import { DurableFolder, unlessMissing } from '../log/durable-folder.ts'
import type { FileStore } from './file-store.ts'
import { fileDeadline } from './file-store.ts'

const prefix = 'file-'

/** In a folder: of one server, or on a disk that all instances share. */
class FolderFiles implements FileStore {
  readonly #disk: DurableFolder
  readonly #deadlineMs: number

  constructor(disk: DurableFolder, deadlineMs: number) {
    this.#disk = disk
    this.#deadlineMs = deadlineMs
  }

  put(board: string, file: string, bytes: Uint8Array, most: number): Promise<boolean> {
    return this.#run(async () => {
      const folder = this.#disk.folderOf(board)
      const stored = (await unlessMissing(readdir(folder))) ?? []
      const name = nameOf(file)
      if (stored.includes(name)) return true
      const others = stored.filter((other) => other.startsWith(prefix))
      const sizes = await Promise.all(others.map(async (other) => (await stat(join(folder, other))).size))
      if (sizes.reduce((sum, size) => sum + size, bytes.length) > most) return false
      await this.#disk.write(folder, name, bytes)
      return true
    })
  }

  get(board: string, file: string): Promise<Uint8Array | undefined> {
    return this.#run(() => unlessMissing(readFile(join(this.#disk.folderOf(board), nameOf(file)))))
  }

  async close(): Promise<void> {}

  #run<Result>(work: () => Promise<Result>): Promise<Result> {
    return withDeadline(this.#deadlineMs, `The folder ${this.#disk.root}`, work())
  }
}

/** In digits that differ by more than their case, which some file systems do not tell apart. */
function nameOf(file: string): string {
  return prefix + Buffer.from(file, 'base64url').toString('hex')
}

/**
 * Files in a folder, which is made where there is none. Rejects when it cannot be written.
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 */
export async function openFolderFiles(folder: string, deadlineMs = fileDeadline): Promise<FileStore> {
  const disk = new DurableFolder(folder)
  await disk.prepare()
  return new FolderFiles(disk, deadlineMs)
}
