import type { BoardClient } from '@drawbridge/client'
import { openBoard } from '@drawbridge/client'
import { clock } from '../clock.ts'
import type { BoardTarget } from '../load/participant.ts'
import type { Samples } from '../load/samples.ts'

/** Board units between two samples of a pointer; its number is told by how far it has come. */
const step = 8
const openWithin = 120_000
const nameOf = (mover: number) => `mover ${mover}`

export async function openPresent(target: BoardTarget, name: string): Promise<BoardClient> {
  return openBoard({ ...target, name, transports: ['websocket'], timeout: openWithin })
}

/** Someone with the real client whose pointer moves. */
export class Mover {
  readonly #board: BoardClient
  readonly #mover: number
  readonly #samples: Samples

  private constructor(board: BoardClient, mover: number, samples: Samples) {
    this.#board = board
    this.#mover = mover
    this.#samples = samples
  }

  static async open(target: BoardTarget, mover: number, samples: Samples): Promise<Mover> {
    return new Mover(await openPresent(target, nameOf(mover)), mover, samples)
  }

  /** The pointer is elsewhere now; the client tells as often as it thinks right. */
  move(): void {
    const sample = this.#samples.add(this.#mover, clock())
    const x = Math.round(500 + 400 * Math.sin(sample / 20 + this.#mover))
    this.#board.presence.set({ cursor: { x, y: sample * step } })
  }

  close(): void {
    this.#board.close()
  }
}

/** Someone with the real client who sees the others' pointers. */
export class Observer {
  readonly #board: BoardClient
  readonly #seen = new Map<string, number>()

  private constructor(board: BoardClient) {
    this.#board = board
  }

  /** @param moved told once of each place of a pointer that is seen */
  static async open(target: BoardTarget, moved: (mover: number, sample: number) => void): Promise<Observer> {
    const board = await openPresent(target, 'observer')
    const observer = new Observer(board)
    board.on('presence', () => observer.#look(moved))
    return observer
  }

  close(): void {
    this.#board.close()
  }

  #look(moved: (mover: number, sample: number) => void): void {
    for (const { name, cursor } of this.#board.presence.peers) {
      if (!cursor || !name.startsWith('mover ')) continue
      const sample = Math.round(cursor.y / step)
      if (this.#seen.get(name) === sample) continue
      this.#seen.set(name, sample)
      moved(Number(name.slice(6)), sample)
    }
  }
}
