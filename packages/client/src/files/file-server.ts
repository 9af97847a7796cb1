import { DrawbridgeError } from '@drawbridge/protocol'
import type { Session } from '../http.ts'
import { errorFrom, fetchBytes, openSession, sendBytes } from '../http.ts'
import type { Upload } from './file-storage.ts'

export interface FileAddress {
  readonly url: string
  readonly boardId: string
  readonly key: string
  readonly name?: string | undefined
}

/** A token this close to its end is replaced before it is used. Milliseconds. */
const tokenMargin = 60_000

/** A board's files on the server. Its token is its own: the one of the connection may be older than it is good for. */
export class FileServer {
  readonly #address: FileAddress
  readonly #upload: Upload
  #session: Promise<Session> | undefined

  constructor(address: FileAddress, upload: Upload = sendBytes) {
    this.#address = address
    this.#upload = upload
  }

  /** Rejects with the server's refusal, or UNREACHABLE. */
  get(file: string): Promise<Uint8Array> {
    return this.#withToken((token) => fetchBytes(this.#addressOf(file), token))
  }

  /** Resolves when it is stored there for good. Rejects like `get`. @param progress told the part that is sent, 0…1 */
  put(file: string, bytes: Uint8Array, progress: (part: number) => void): Promise<void> {
    return this.#withToken(async (token) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }
      const { status, text } = await this.#upload(this.#addressOf(file), headers, bytes, progress)
      if (status < 200 || status > 299) throw errorFrom(status, text)
    })
  }

  #addressOf(file: string): string {
    return `${this.#address.url}/api/boards/${this.#address.boardId}/files/${file}`
  }

  async #withToken<Result>(call: (token: string) => Promise<Result>): Promise<Result> {
    try {
      return await call(await this.#token())
    } catch (error) {
      if (!(error instanceof DrawbridgeError) || error.code !== 'UNAUTHORIZED') throw error
      this.#session = undefined
      return await call(await this.#token())
    }
  }

  async #token(): Promise<string> {
    const known = await this.#session
    if (known && known.expiresAt - tokenMargin > Date.now()) return known.token
    const { url, boardId, key, name } = this.#address
    const opening = openSession(url, boardId, key, name)
    this.#session = opening
    opening.catch(() => {
      this.#session = undefined
    })
    return (await opening).token
  }
}
