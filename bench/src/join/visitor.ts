import { Agent, request } from 'node:http'
import { crc32 } from 'node:zlib'

export interface Answer {
  readonly status: number
  readonly bytes: number
  readonly checksum: number
  readonly encoding: string
  /** Absent unless it was to be kept. */
  readonly body?: Buffer
}

/** HTTP as one browser speaks it: over a connection of its own that it keeps, and with what is compressed left so. */
export class Visitor {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  /** @param keep whether the answer's body is wanted, or only its size and checksum */
  ask(
    url: string,
    {
      headers = {},
      body,
      keep = false,
    }: {
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
      readonly keep?: boolean
    },
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(
        url,
        { agent: this.#agent, method: body === undefined ? 'GET' : 'POST', headers: { ...headers } },
        (answer) => {
          let [bytes, checksum] = [0, 0]
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            checksum = crc32(chunk, checksum)
            if (keep) chunks.push(chunk)
          })
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              bytes,
              checksum,
              encoding: answer.headers['content-encoding'] ?? 'identity',
              ...(keep && { body: Buffer.concat(chunks) }),
            }),
          )
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
