import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ColdStore, SegmentName } from './cold-store.ts'
import { withDeadline } from './deadline.ts'
import { DurableFolder, unlessMissing } from './durable-folder.ts'

const segmentPattern = /^segment-(\d+)-(\d+)-([0-9a-f]{32})-([0-9a-f]{32}|)$/
const boardPattern = /^board-(\d{16})$/
/** A reader and writers of newer copies may meet again and again, but not for ever. */
const maxTries = 20

/** A folder on a disk that all instances share. */
class FolderStore implements ColdStore {
  readonly #disk: DurableFolder
  readonly #deadlineMs: number

  constructor(disk: DurableFolder, deadlineMs: number) {
    this.#disk = disk
    this.#deadlineMs = deadlineMs
  }

  putSegment(board: string, name: SegmentName, bytes: Uint8Array): Promise<void> {
    return this.#run(async () => {
      const folder = this.#disk.folderOf(board)
      // The name says what is in it.
      if (await unlessMissing(stat(join(folder, fileOf(name))))) return
      await this.#disk.write(folder, fileOf(name), bytes)
    })
  }

  segments(board: string): Promise<readonly SegmentName[]> {
    return this.#run(async () =>
      (await this.#filesOf(board)).flatMap((file) => {
        const [, first, last, hash, previous] = segmentPattern.exec(file) ?? []
        if (hash === undefined || previous === undefined) return []
        return [{ first: Number(first), last: Number(last), hash, previous }]
      }),
    )
  }

  segment(board: string, name: SegmentName): Promise<Uint8Array | undefined> {
    return this.#run(() => unlessMissing(readFile(join(this.#disk.folderOf(board), fileOf(name)))))
  }

  putBoard(board: string, head: number, bytes: Uint8Array): Promise<boolean> {
    return this.#run(async () => {
      const folder = this.#disk.folderOf(board)
      // A copy has its head in its name, so a late writer of an older one cannot replace a newer one.
      await this.#disk.write(folder, boardFile(head), bytes)
      const heads = await this.#headsOf(board)
      const newest = heads.at(-1) ?? head
      for (const older of heads) if (older < newest) await rm(join(folder, boardFile(older)), { force: true })
      return newest === head
    })
  }

  board(board: string): Promise<Uint8Array | undefined> {
    return this.#run(async () => {
      for (let tries = 0; tries < maxTries; tries++) {
        const head = (await this.#headsOf(board)).at(-1)
        if (head === undefined) return undefined
        const bytes = await unlessMissing(readFile(join(this.#disk.folderOf(board), boardFile(head))))
        // Else a newer copy took its place since the listing.
        if (bytes) return bytes
      }
      throw new Error('the copy of the board is replaced faster than it can be read')
    })
  }

  async ping(): Promise<void> {
    await this.#run(() => stat(this.#disk.root))
  }

  async close(): Promise<void> {}

  async #headsOf(board: string): Promise<number[]> {
    const heads = (await this.#filesOf(board)).flatMap((file) => {
      const head = boardPattern.exec(file)?.[1]
      return head === undefined ? [] : [Number(head)]
    })
    return heads.sort((one, other) => one - other)
  }

  async #filesOf(board: string): Promise<string[]> {
    return (await unlessMissing(readdir(this.#disk.folderOf(board)))) ?? []
  }

  #run<Result>(work: () => Promise<Result>): Promise<Result> {
    return withDeadline(this.#deadlineMs, `The folder ${this.#disk.root}`, work())
  }
}

function fileOf({ first, last, hash, previous }: SegmentName): string {
  return `segment-${first}-${last}-${hash}-${previous}`
}

function boardFile(head: number): string {
  return `board-${String(head).padStart(16, '0')}`
}

/**
 * A cold store in a folder, which is made where there is none. Rejects when it cannot be written.
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 */
export async function openFolderStore(folder: string, deadlineMs = 3000): Promise<ColdStore> {
  const disk = new DurableFolder(folder)
  await disk.prepare()
  return new FolderStore(disk, deadlineMs)
}
