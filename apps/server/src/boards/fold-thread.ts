import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { DrawbridgeError } from '@drawbridge/protocol'
import type { FoldReply, FoldRequest, FoldWork } from './fold-work.ts'

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: DrawbridgeError) => void
}

/** Starts the thread of fold-worker.ts. */
export function startFoldWorker(): Worker {
  const script = new URL('./fold-worker.ts', import.meta.url)
  const cache = getCompileCacheDir()
  if (cache === undefined) return new Worker(script)
  // A thread does not inherit it, and to compile everything anew is most of what its start costs.
  return new Worker(script, { env: { ...process.env, NODE_COMPILE_CACHE: dirname(cache) } })
}

/**
 * The fold worker as seen from here. One that dies takes what was asked of it along (INTERNAL) and everything it held; the
 * next call starts another.
 */
export class FoldThread {
  readonly #start: () => Worker
  readonly #died: () => void
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #lastId = 0

  /** @param died told when everything that the worker held is gone */
  constructor(start: () => Worker, died: () => void) {
    this.#start = start
    this.#died = died
  }

  /** Rejects with INTERNAL when the work fails or the worker dies. @returns what fold-work.ts says of this type of work */
  call<Result>(work: FoldWork): Promise<Result> {
    const worker = (this.#worker ??= this.#begin())
    const request: FoldRequest = { id: ++this.#lastId, work }
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      worker.postMessage(request)
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #begin(): Worker {
    const worker = this.#start()
    let reason = 'it ended'
    // Whoever serves keeps the process alive, not this.
    worker.unref()
    worker.on('message', (reply: FoldReply) => {
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if (reply.ok) waiting?.resolve(reply.value as never)
      else waiting?.reject(new DrawbridgeError(reply.code, reply.message))
    })
    worker.on('error', (error: Error) => (reason = error.message))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined
      this.#died()
      const waiting = [...this.#waiting.values()]
      this.#waiting.clear()
      for (const { reject } of waiting)
        reject(new DrawbridgeError('INTERNAL', `The worker that folds boards is gone (${reason}).`))
    })
    return worker
  }
}
