import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ColdStore, SegmentName } from './cold-store.ts'
import { withDeadline } from './deadline.ts'

const segmentPattern = /^segment-(\d+)-(\d+)-([0-9a-f]{32})-([0-9a-f]{32}|)$/
const boardPattern = /^board-(\d{16})$/
/** A reader and writers of newer copies may meet again and again, but not for ever. */
const maxTries = 20

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code
}

async function orUndefined<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** A new name is on the disk only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function makeFolder(folder: string, root: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  if (made === undefined) return
  for (let at = folder; at !== root; at = dirname(at)) await syncFolder(dirname(at))
}

/**
 * A folder on a disk that all instances share. Each board has a folder of its own, below two levels that keep listings
 * short: so a million boards are 65,536 folders of about 15. Files are written beside, synced and renamed: a file that has
 * its name is whole.
 */
class FolderStore implements ColdStore {
  readonly #root: string
  readonly #deadlineMs: number

  constructor(root: string, deadlineMs: number) {
    this.#root = root
    this.#deadlineMs = deadlineMs
  }

  putSegment(board: string, name: SegmentName, bytes: Uint8Array): Promise<void> {
    return this.#run(async () => {
      const folder = this.#folderOf(board)
      const file = join(folder, fileOf(name))
      // The name says what is in it.
      if (await orUndefined(stat(file))) return
      await this.#write(folder, file, bytes)
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
    return this.#run(() => orUndefined(readFile(join(this.#folderOf(board), fileOf(name)))))
  }

  putBoard(board: string, head: number, bytes: Uint8Array): Promise<boolean> {
    return this.#run(async () => {
      const folder = this.#folderOf(board)
      // A copy has its head in its name, so a late writer of an older one cannot replace a newer one.
      await this.#write(folder, join(folder, boardFile(head)), bytes)
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
        const bytes = await orUndefined(readFile(join(this.#folderOf(board), boardFile(head))))
        // Else a newer copy took its place since the listing.
        if (bytes) return bytes
      }
      throw new Error('the copy of the board is replaced faster than it can be read')
    })
  }

  async ping(): Promise<void> {
    await this.#run(() => stat(this.#root))
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
    return (await orUndefined(readdir(this.#folderOf(board)))) ?? []
  }

  /** Not the id itself: some file systems take `a` and `A` for the same. */
  #folderOf(board: string): string {
    const name = createHash('sha256').update(board).digest('hex').slice(0, 40)
    return join(this.#root, name.slice(0, 2), name.slice(2, 4), name.slice(4))
  }

  async #write(folder: string, file: string, bytes: Uint8Array): Promise<void> {
    await makeFolder(folder, this.#root)
    const beside = join(folder, `new-${randomUUID()}`)
    try {
      const handle = await open(beside, 'wx')
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(beside, file)
    } catch (error) {
      await rm(beside, { force: true })
      throw error
    }
    await syncFolder(folder)
  }

  #run<Result>(work: () => Promise<Result>): Promise<Result> {
    return withDeadline(this.#deadlineMs, `The folder ${this.#root}`, work())
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
  await mkdir(folder, { recursive: true })
  const probe = join(folder, `new-${randomUUID()}`)
  await (await open(probe, 'wx')).close()
  await rm(probe)
  return new FolderStore(folder, deadlineMs)
}
