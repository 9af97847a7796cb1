import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What `work` resolves with; undefined where the file or folder that it is about is not there. */
export async function unlessMissing<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
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
 * A folder whose files are whole or not there, whatever crashes: they are written beside, synced and renamed. Each board
 * has a folder of its own, below two levels that keep listings short: so a million boards are 65,536 folders of about 15.
 */
export class DurableFolder {
  readonly root: string

  constructor(root: string) {
    this.root = root
  }

  /** Makes the folder where there is none. Rejects when it cannot be written. */
  async prepare(): Promise<void> {
    await mkdir(this.root, { recursive: true })
    const probe = join(this.root, `new-${randomUUID()}`)
    await (await open(probe, 'wx')).close()
    await rm(probe)
  }

  /** Not the id itself: some file systems take `a` and `A` for the same. */
  folderOf(board: string): string {
    const name = createHash('sha256').update(board).digest('hex').slice(0, 40)
    return join(this.root, name.slice(0, 2), name.slice(2, 4), name.slice(4))
  }

  /** Resolves when the file is on the disk, and replaces one of that name. @param folder below the root */
  async write(folder: string, name: string, bytes: Uint8Array): Promise<void> {
    await makeFolder(folder, this.root)
    const beside = join(folder, `new-${randomUUID()}`)
    try {
      const handle = await open(beside, 'wx')
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(beside, join(folder, name))
    } catch (error) {
      await rm(beside, { force: true })
      throw error
    }
    await syncFolder(folder)
  }
}
