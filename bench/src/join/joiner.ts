import { setTimeout as wait } from 'node:timers/promises'
import { clock } from '../clock.ts'
import { BoardSocket } from '../load/board-socket.ts'
import { Follower } from '../load/follower.ts'
import type { BoardTarget } from '../load/participant.ts'
import type { SnapshotChecks } from './snapshot-checks.ts'
import { Visitor } from './visitor.ts'

/** How a join went. Times in milliseconds. */
export interface Joined {
  /** From the first request until everything that the log held at the welcome was here. */
  readonly live: number
  readonly session: number
  readonly welcome: number
  readonly snapshot: number
  readonly tail: number
  /** How often a snapshot had given way to a newer one before it was fetched. */
  readonly again: number
  readonly snapshotBytes: number
  readonly entriesRead: number
}

/** As the real client waits before it comes back. Milliseconds. */
const pause = () => 150 + Math.random() * 150

/** Someone who opens a board that they have nothing of, as a browser does, but for keeping it. */
export class Joiner {
  readonly #visitor = new Visitor()
  readonly #target: BoardTarget
  readonly #checks: SnapshotChecks
  #socket: BoardSocket | undefined

  constructor(target: BoardTarget, checks: SnapshotChecks) {
    this.#target = target
    this.#checks = checks
  }

  /** Resolves when it is live; stays on the board until `close`. */
  async join(): Promise<Joined> {
    const start = clock()
    const token = await this.#session()
    const session = clock() - start
    for (let again = 0; ; again++) {
      const asked = clock()
      const { url, boardId } = this.#target
      const socket = await BoardSocket.open({ url, boardId, token })
      this.#socket = socket
      const { head, snapshot, tail } = socket.welcome
      const follower = new Follower(socket)
      const welcome = clock() - asked
      const bytes = snapshot > 0 ? await this.#snapshot(token, snapshot) : 0
      if (bytes === undefined) {
        socket.close()
        await wait(pause())
        continue
      }
      const snapshotHere = clock()
      follower.begin(tail ? tail.base + tail.entries.length - 1 : snapshot)
      await follower.reach(head)
      const live = clock()
      return {
        live: live - start,
        session,
        welcome,
        snapshot: snapshotHere - asked - welcome,
        tail: live - snapshotHere,
        again,
        snapshotBytes: bytes,
        entriesRead: follower.entriesRead,
      }
    }
  }

  close(): void {
    this.#socket?.close()
    this.#visitor.close()
  }

  async #session(): Promise<string> {
    const { url, boardId, key } = this.#target
    const answer = await this.#visitor.ask(`${url}/api/boards/${boardId}/session`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, name: 'joiner' }),
      keep: true,
    })
    if (answer.status !== 200) throw new Error(`no session: ${answer.body?.toString()}`)
    return (JSON.parse(answer.body?.toString() ?? '') as { token: string }).token
  }

  /** @returns its size as it came; undefined when another has taken its place */
  async #snapshot(token: string, seq: number): Promise<number | undefined> {
    const { url, boardId } = this.#target
    const answer = await this.#visitor.ask(`${url}/api/boards/${boardId}/snapshot/${seq}`, {
      headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip, deflate, br' },
      keep: this.#checks.isWanted(seq),
    })
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw new Error(`no snapshot: status ${answer.status}`)
    this.#checks.arrived(seq, answer)
    return answer.bytes
  }
}
