import { once } from 'node:events'
import { until } from '@drawbridge/testkit'

export interface Memory {
  /** What is in use after everything that is not was collected: heap and buffers. Bytes. */
  readonly live: number
  /** What the kernel counts (RSS), which also holds what V8 keeps for later. Bytes. */
  readonly resident: number
}

interface Reply {
  readonly id?: number
  readonly result?: { readonly result?: { readonly value?: unknown } }
  readonly error?: { readonly message: string }
}

/**
 * Looks into a Node process that was started with `--inspect`. What a process has resident goes up and down with its
 * collector's moods by more than what is to be measured here; so it is told to collect first.
 */
export class MemoryInspector {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply)
    })
  }

  /** @param port of `--inspect=127.0.0.1:port` */
  static async attach(port: number): Promise<MemoryInspector> {
    let address: string | undefined
    await until(
      async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
        const [target] = (await answer.json()) as { webSocketDebuggerUrl: string }[]
        address = target?.webSocketDebuggerUrl
        return address !== undefined
      },
      () => `a process can be inspected on port ${port}`,
    )
    const socket = new WebSocket(address ?? '')
    await once(socket, 'open')
    return new MemoryInspector(socket)
  }

  async measure(): Promise<Memory> {
    await this.#ask('HeapProfiler.collectGarbage')
    const expression = 'JSON.stringify(process.memoryUsage())'
    const { result } = await this.#ask('Runtime.evaluate', { expression })
    const usage = JSON.parse(String(result?.result?.value)) as NodeJS.MemoryUsage
    return { live: usage.heapUsed + usage.external, resident: usage.rss }
  }

  close(): void {
    this.#socket.close()
  }

  #ask(method: string, params: object = {}): Promise<Reply> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (reply) => {
        this.#waiting.delete(id)
        if (reply.error) reject(new Error(`${method}: ${reply.error.message}`))
        else resolve(reply)
      })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }
}
