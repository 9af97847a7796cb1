import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { crc32 } from 'node:zlib'

export interface Answer {
  readonly status: number
  readonly bytes: number
  readonly checksum: number
  readonly encoding: string
  /** Absent unless it was to be kept. */
  readonly body?: Buffer
}

interface Question {
  readonly keep: boolean
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/** One for all of a thread: what is read is used before the next is read. */
const readInto = Buffer.alloc(256 * 1024)
const endOfHead = Buffer.from('\r\n\r\n')

/**
 * HTTP as one browser speaks it: over a connection of its own that it keeps, and with what is compressed left so. By
 * hand, as a client of Node takes more of the machine for each large answer than the server that sends it.
 */
export class Visitor {
  #socket: Socket | undefined
  #question: Question | undefined
  #head = Buffer.alloc(0)
  #answer: { status: number; length: number; encoding: string } | undefined
  #bytes = 0
  #checksum = 0
  #kept: Buffer[] = []

  /** One at a time. @param keep whether the answer's body is wanted, or only its size and checksum */
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
    const { hostname, port, host, pathname, search } = new URL(url)
    const socket = (this.#socket ??= this.#connect(hostname, Number(port)))
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
    if (body !== undefined) lines.push(`content-length: ${Buffer.byteLength(body)}\r\n`)
    return new Promise((resolve, reject) => {
      this.#question = { keep, resolve, reject }
      const method = body === undefined ? 'GET' : 'POST'
      socket.write(`${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
    })
  }

  close(): void {
    this.#socket?.destroy()
  }

  #connect(host: string, port: number): Socket {
    const onread = {
      buffer: readInto,
      callback: (length: number) => {
        this.#arrived(readInto.subarray(0, length))
        return true
      },
    }
    const socket = connect({ host, port, noDelay: true, onread })
    socket.on('error', (error) => this.#giveUp(socket, error))
    socket.on('close', () =>
      this.#giveUp(socket, new Error('the server ended the connection before it answered')),
    )
    return socket
  }

  /** The next question gets another connection, and nothing of what this one has brought. */
  #giveUp(socket: Socket, error: Error): void {
    if (this.#socket !== socket) return
    socket.destroy()
    const question = this.#question
    this.#socket = undefined
    this.#head = Buffer.alloc(0)
    this.#forget()
    question?.reject(error)
  }

  #arrived(chunk: Buffer): void {
    if (this.#answer) return this.#take(chunk)
    this.#head = Buffer.concat([this.#head, chunk])
    const end = this.#head.indexOf(endOfHead)
    if (end < 0) return
    const head = this.#head.toString('latin1', 0, end)
    const rest = this.#head.subarray(end + endOfHead.length)
    const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim()
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1])
    const length = Number(header('content-length'))
    this.#head = Buffer.alloc(0)
    if (!Number.isSafeInteger(length)) {
      // Thrown here it would end the thread, and with it everyone else who visits. Where such an answer ends is not known.
      if (this.#socket) this.#giveUp(this.#socket, new Error(`an answer without a length:\n${head}`))
      return
    }
    this.#answer = { status, length, encoding: header('content-encoding') ?? 'identity' }
    this.#take(rest)
  }

  #take(chunk: Buffer): void {
    const [answer, question] = [this.#answer, this.#question]
    if (!answer || !question) throw new Error('more came than was asked for')
    this.#bytes += chunk.length
    this.#checksum = crc32(chunk, this.#checksum)
    if (question.keep) this.#kept.push(Buffer.from(chunk))
    if (this.#bytes < answer.length) return
    const { status, encoding } = answer
    const [bytes, checksum, kept] = [this.#bytes, this.#checksum, this.#kept]
    this.#forget()
    const body = question.keep ? { body: Buffer.concat(kept) } : {}
    question.resolve({ status, bytes, checksum, encoding, ...body })
  }

  #forget(): void {
    this.#answer = undefined
    this.#question = undefined
    this.#bytes = 0
    this.#checksum = 0
    this.#kept = []
  }
}
