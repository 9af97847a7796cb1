import { Worker } from 'node:worker_threads'
import type { Answered, Asked, CrowdQuestions, QuestionName } from './crowd-messages.ts'

/** Many clients on a thread of their own, so that they do not wait for each other's threads, nor for who asks. */
export class Crowd {
  readonly #worker = new Worker(new URL('crowd-worker.ts', import.meta.url))
  readonly #asked = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  #lastId = 0

  constructor() {
    this.#worker.on('message', (answered: Answered) => {
      const asked = this.#asked.get(answered.id)
      this.#asked.delete(answered.id)
      if ('error' in answered) asked?.reject(new Error(answered.error))
      else asked?.resolve(answered.answer)
    })
    const failed = (error: Error) => {
      for (const { reject } of this.#asked.values()) reject(error)
      this.#asked.clear()
    }
    this.#worker.on('error', failed)
    this.#worker.on('exit', () => failed(new Error('the crowd has gone')))
  }

  ask<Name extends QuestionName>(
    name: Name,
    ...[question]: CrowdQuestions[Name]['question'] extends null ? [] : [CrowdQuestions[Name]['question']]
  ): Promise<CrowdQuestions[Name]['answer']> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve: resolve as (answer: unknown) => void, reject })
      this.#worker.postMessage({ id, name, question: question ?? null } satisfies Asked)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
