import { Worker } from 'node:worker_threads'
import type { Commands } from './answer-calls.ts'

interface Called {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** A worker thread whose commands are called like functions; it answers with `answerCalls`. */
export class CalledThread<C extends Commands<C>> {
  readonly #worker: Worker
  readonly #called = new Map<number, Called>()
  #last = 0

  /** @param options what it finds as `workerData` */
  constructor(script: URL, options?: object) {
    this.#worker = new Worker(script, { workerData: options })
    this.#worker.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
      const called = this.#called.get(id)
      this.#called.delete(id)
      if (error === undefined) called?.resolve(result)
      else called?.reject(new Error(error))
    })
    this.#worker.on('error', (error) => {
      for (const { reject } of this.#called.values()) reject(error as Error)
    })
  }

  call<N extends keyof C>(name: N, ...args: Parameters<C[N]>): ReturnType<C[N]> {
    const id = ++this.#last
    const answer = new Promise((resolve, reject) => this.#called.set(id, { resolve, reject }))
    this.#worker.postMessage({ id, name, args })
    return answer as ReturnType<C[N]>
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
