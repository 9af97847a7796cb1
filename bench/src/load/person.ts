import { createElement, extendStroke, gridForZoom, indexBetween, inkFrom, stroke } from '@drawbridge/board'
import type { Change } from '@drawbridge/board'
import type { BoardClient } from '@drawbridge/client'
import { openBoard } from '@drawbridge/client'
import { clock } from '../clock.ts'
import type { Composition } from './composition.ts'
import type { HandSample } from './hand.ts'
import type { BoardTarget, Participant } from './participant.ts'
import { piecesOf } from './piece.ts'
import type { Receipts } from './receipts.ts'
import type { Samples } from './samples.ts'
import { nameStroke } from './stroke-names.ts'

const grid = gridForZoom(1)
const openWithin = 120_000

/** Someone with the real client: applies everything to a board of their own, and may draw. */
export class Person implements Participant {
  readonly board: BoardClient
  readonly #drawer: number | undefined
  readonly #samples: Samples
  readonly #receipts: Receipts
  /** How far each drawer's samples have come here. */
  readonly #reached: number[] = []
  #stroke = -1
  #id = ''
  #origin = { x: 0, y: 0 }
  #drawn = 0
  #top: string | null = null

  private constructor(board: BoardClient, drawer: number | undefined, samples: Samples, receipts: Receipts) {
    this.board = board
    this.#drawer = drawer
    this.#samples = samples
    this.#receipts = receipts
    board.on('change', (changes) => this.#notice(changes))
  }

  /** @param composition is told what each entry consists of, if given */
  static async open(
    target: BoardTarget,
    { drawer, index }: { readonly drawer?: number | undefined; readonly index: number },
    { samples, receipts, composition }: { samples: Samples; receipts: Receipts; composition?: Composition },
  ): Promise<Person> {
    const { url, boardId, key } = target
    const name = `client ${index}`
    const board = await openBoard({
      url,
      boardId,
      key,
      name,
      transports: ['websocket'],
      timeout: openWithin,
    })
    board.on('error', (error) => console.error(`client ${index}: ${error.message}`))
    composition?.startAt(board.seq)
    if (composition)
      board.on('entry', ({ seq, changes }) => composition.learn(seq, piecesOf(changes, samples)))
    return new Person(board, drawer, samples, receipts)
  }

  put(sample: HandSample): void {
    const drawer = this.#drawer
    if (drawer === undefined) throw new Error('this one only watches')
    const number = this.#samples.add(drawer, clock())
    if (sample.begins) {
      this.#samples.strokeBegins(drawer, ++this.#stroke, number)
      this.#id = nameStroke(drawer, this.#stroke)
      this.#origin = sample
      this.#drawn = 1
      this.#top = indexBetween(this.#top, null, Math.random())
      this.board.submit([createElement(stroke({ id: this.#id, index: this.#top, points: [sample] }))])
    } else {
      this.board.submit([extendStroke(this.#id, this.#drawn++, inkFrom([sample], this.#origin, grid))])
    }
  }

  close(): void {
    this.board.close()
  }

  #notice(changes: readonly Change[]): void {
    const at = clock()
    for (const { drawer, from, to } of piecesOf(changes, this.#samples)) {
      if (drawer === this.#drawer) continue
      // What was taken off and put back again, for own work that is not stored yet, is no news.
      const fresh = Math.max(from, this.#reached[drawer] ?? 0)
      if (to <= fresh) continue
      this.#receipts.take(drawer, fresh, to, at)
      this.#reached[drawer] = to
    }
  }
}
