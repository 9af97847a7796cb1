import type { Operation } from '@drawbridge/board'
import {
  createElement,
  elementId,
  encodeBase64Url,
  extendStroke,
  gridForZoom,
  indexBetween,
  inkFrom,
  stroke,
} from '@drawbridge/board'
import type { SubmitReply } from '@drawbridge/protocol'
import { encodeOperations } from '@drawbridge/protocol'
import type { Admission } from '../src/load/board-socket.ts'
import { BoardSocket } from '../src/load/board-socket.ts'
import type { HandSample } from '../src/load/hand.ts'
import type { WritingPlace } from './placed-hand.ts'
import { colorOf, inkWidth, PlacedHand } from './placed-hand.ts'

const grid = gridForZoom(1)

/** Where everybody draws. */
export interface Sheet {
  readonly page: string
  /** The paint order key of what is on top: what comes next is above all that is there. */
  top: string | null
}

/**
 * Someone who draws, and whose pointer the others see, but who keeps nothing of the board: twenty copies of a large board
 * would take the cores that the page is measured on.
 */
export class Drawer {
  readonly #socket: BoardSocket
  readonly #hand: PlacedHand
  readonly #color: string
  readonly #sheet: Sheet
  readonly #stored: Promise<SubmitReply>[] = []
  #submitted = 0
  #strokes = 0
  #id = ''
  #origin = { x: 0, y: 0 }
  #drawn = 0

  private constructor(socket: BoardSocket, seed: number, place: WritingPlace, sheet: Sheet) {
    this.#socket = socket
    this.#hand = new PlacedHand(seed, place)
    this.#color = colorOf(seed)
    this.#sheet = sheet
  }

  static async open(admission: Admission, seed: number, place: WritingPlace, sheet: Sheet): Promise<Drawer> {
    return new Drawer(await BoardSocket.open(admission), seed, place, sheet)
  }

  /** How many strokes it has begun. */
  get strokes(): number {
    return this.#strokes
  }

  /** The pen makes so many samples, which leave together, an entry each. */
  draw(samples: number): void {
    const made = Array.from({ length: samples }, () => this.#hand.next())
    const last = made.at(-1)
    if (!last) return
    const entries = made.map((sample) => encodeBase64Url(encodeOperations([this.#operationOf(sample)])))
    this.#stored.push(this.#socket.ask<SubmitReply>('submit', this.#submitted + 1, entries))
    this.#submitted += samples
    this.#socket.tell('presence', { cursor: { x: last.x, y: last.y } })
  }

  /** Resolves when all of it is stored; rejects when some was refused. */
  async stored(): Promise<void> {
    for (const reply of await Promise.all(this.#stored.splice(0)))
      if (!reply.ok) throw new Error(`somebody's ink was refused: ${reply.error.message}`)
  }

  close(): void {
    this.#socket.close()
  }

  #operationOf(sample: HandSample): Operation {
    if (!sample.begins) return extendStroke(this.#id, this.#drawn++, inkFrom([sample], this.#origin, grid))
    this.#strokes++
    this.#id = elementId(crypto.getRandomValues(new Uint8Array(16)))
    this.#origin = sample
    this.#drawn = 1
    const { page } = this.#sheet
    const index = indexBetween(this.#sheet.top, null, Math.random())
    this.#sheet.top = index
    const look = { color: this.#color, strokeWidth: inkWidth }
    return createElement(stroke({ id: this.#id, index, page, points: [sample], ...look }))
  }
}
