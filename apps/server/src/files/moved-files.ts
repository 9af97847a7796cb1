import type { FileStore } from './file-store.ts'

/**
 * The files of a deployment that got a cold store later: new ones go there, older ones are still found where they were.
 * Both are closed with it.
 */
export function movedFiles(store: FileStore, before: FileStore): FileStore {
  return {
    put: (board, file, bytes, most) => store.put(board, file, bytes, most),
    get: async (board, file) => (await store.get(board, file)) ?? before.get(board, file),
    async close() {
      await store.close()
      await before.close()
    },
  }
}
