import { clock } from '../clock.ts'
import { BoardSocket, newClientKey } from '../load/board-socket.ts'
import { Follower } from '../load/follower.ts'
import type { BoardTarget } from '../load/participant.ts'

/** A way back after a connection was lost. Times in milliseconds. */
export interface Return {
  /** From the loss until everything that the log held at the welcome was here. */
  readonly live: number
  /** From the beginning of the attempt that was welcome. */
  readonly attempt: number
  readonly attempts: number
  readonly entriesRead: number
  readonly entriesInWelcome: number
}

/** As the real client waits, longer after each attempt and half of it by chance. Milliseconds. */
const shortest = 300
const longest = 10_000
function pauseBefore(attempt: number): number {
  return Math.min(longest, shortest * 2 ** attempt) * (0.5 + Math.random() * 0.5)
}

/** Someone who watches a board without keeping it, and comes back whenever the connection is lost. */
export class Returner {
  readonly returns: Return[] = []
  readonly #target: BoardTarget
  readonly #token: string
  readonly #clientKey = newClientKey()
  #socket: BoardSocket | undefined
  #follower: Follower | undefined
  #epoch = ''
  #isClosed = false
  /** Entries that came, each once, since the first welcome. */
  #received = 0
  #startedAt = 0
  #failure: Error | undefined

  constructor(target: BoardTarget, token: string) {
    this.#target = target
    this.#token = token
  }

  /** Resolves when it is on the board. */
  async open(): Promise<void> {
    const socket = await this.#connect()
    this.#startedAt = socket.welcome.head
    this.#follow(socket, socket.welcome.head)
  }

  get seq(): number {
    return this.#follower?.seq ?? 0
  }

  /** Throws when entries are missing or came twice, or the way back was not one. */
  check(): void {
    if (this.#failure) throw this.#failure
    if (this.#received !== this.seq - this.#startedAt)
      throw new Error(`${this.#received} entries came of the ${this.seq - this.#startedAt} that there are`)
  }

  /** Resolves when everything up to this entry is here. */
  async reach(seq: number): Promise<void> {
    while (this.seq < seq && !this.#failure) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  /** Loses the connection, as a network does. */
  drop(): void {
    this.#socket?.close()
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.close()
  }

  async #connect(): Promise<BoardSocket> {
    const { url, boardId } = this.#target
    const seq = this.seq
    const socket = await BoardSocket.open({
      url,
      boardId,
      token: this.#token,
      clientKey: this.#clientKey,
      ...(this.#follower && { have: { epoch: this.#epoch, seq, mark: '', acknowledged: 0 } }),
    })
    this.#socket = socket
    this.#epoch = socket.welcome.epoch
    socket.onClose(() => {
      if (!this.#isClosed) void this.#comeBack(clock())
    })
    return socket
  }

  #follow(socket: BoardSocket, seq: number): Follower {
    const follower = new Follower(socket, (first, last) => {
      this.#received += last - first + 1
    })
    follower.begin(seq)
    this.#follower = follower
    return follower
  }

  async #comeBack(lost: number): Promise<void> {
    for (let attempt = 0; !this.#isClosed; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, pauseBefore(attempt)))
      const began = clock()
      let socket: BoardSocket
      try {
        socket = await this.#connect()
      } catch {
        // Nobody is there yet: that is what the attempts are counted for.
        continue
      }
      const { head, tail, continues } = socket.welcome
      if (!continues) {
        this.#failure = new Error('the log does not continue what was held')
        return
      }
      const inWelcome = tail?.entries.length ?? 0
      const follower = this.#follow(socket, this.seq + inWelcome)
      this.#received += inWelcome
      await follower.reach(head)
      this.returns.push({
        live: clock() - lost,
        attempt: clock() - began,
        attempts: attempt + 1,
        entriesRead: follower.entriesRead,
        entriesInWelcome: inWelcome,
      })
      return
    }
  }
}
