import { clock } from '../clock.ts'
import type { Admission } from './board-socket.ts'
import { BoardSocket } from './board-socket.ts'
import type { Composition } from './composition.ts'
import { Follower } from './follower.ts'
import type { Participant } from './participant.ts'

/**
 * Someone who receives everything of a board and reads what is missing, as a client does, but keeps nothing of it.
 * What the entries consist of is looked up in a composition.
 */
export class BareViewer implements Participant {
  readonly #socket: BoardSocket
  readonly #follower: Follower

  private constructor(socket: BoardSocket, follower: Follower) {
    this.#socket = socket
    this.#follower = follower
  }

  /** Resolves when it is welcome. */
  static async open(admission: Admission, composition: Composition): Promise<BareViewer> {
    const socket = await BoardSocket.open(admission)
    const follower = new Follower(socket, (first, last) => composition.received(first, last, clock()))
    follower.begin(socket.welcome.head)
    return new BareViewer(socket, follower)
  }

  /** Packets with live entries that have come. */
  get livePackets(): number {
    return this.#follower.livePackets
  }

  put(): void {
    throw new Error('a bare viewer does not draw')
  }

  close(): void {
    this.#socket.close()
  }
}
