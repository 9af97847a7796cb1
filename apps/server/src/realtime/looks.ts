import type { EntryRange } from '@drawbridge/protocol'
import type { LogRange, OpLog } from '../log/op-log.ts'
import { asText } from './fan-out.ts'
import { reachesHead, wholeTail } from './log-range.ts'
import type { SharedReads } from './shared-reads.ts'

/** More than this is fetched after the welcome, so that one who was away for long holds up nobody. */
export const welcomeTailBytes = 128 * 1024
/** Who comes so soon after another is not alone. Milliseconds. */
const stormFor = 250
/** How long those who are not alone wait for each other. Milliseconds. */
const gatherFor = 20

/** What someone finds who has nothing of a board. */
export interface Look {
  /** All of one moment; `entries` are in `tail`, if anywhere. */
  readonly range: Omit<LogRange, 'entries' | 'base'>
  /** Everything after the snapshot, if it is little. */
  readonly tail: EntryRange | undefined
}

interface Gathered {
  readonly epoch: string
  readonly head: number
  readonly snapshot: number
  readonly tail: EntryRange | undefined
}

/** One board's log as those see it who come with nothing: who comes together reads, and makes into text, once. */
export class Looks {
  readonly #log: Pick<OpLog, 'read' | 'state'>
  readonly #reads: SharedReads
  readonly #board: string
  #lastAt = -Infinity
  #gathering: Promise<Gathered> | undefined

  constructor(log: Pick<OpLog, 'read' | 'state'>, reads: SharedReads, board: string) {
    this.#log = log
    this.#reads = reads
    this.#board = board
  }

  /** Rejects as the log does. */
  async look(client: string): Promise<Look> {
    const now = performance.now()
    const isAlone = now - this.#lastAt > stormFor
    this.#lastAt = now
    if (isAlone) return this.#lookAlone(client)
    this.#gathering ??= this.#gather()
    const { epoch, head, snapshot, tail } = await this.#gathering
    // How far this client has got, and what was stored since: together with what was read before, of one moment.
    const own = await this.#log.read(this.#board, head, tail ? welcomeTailBytes : 1, client)
    const isContinuation = own.epoch === epoch && own.base === head + 1 && own.head >= head
    if (!isContinuation) return this.#lookAlone(client)
    const isWhole = tail !== undefined && reachesHead(own)
    return {
      // A newer snapshot than the one that the tail follows would be of no use.
      range: { ...own, snapshot },
      tail: isWhole
        ? {
            base: tail.base,
            entries: own.entries.length === 0 ? tail.entries : [...tail.entries, ...asText(own.entries)],
          }
        : undefined,
    }
  }

  async #lookAlone(client: string): Promise<Look> {
    const range = await this.#log.read(this.#board, null, welcomeTailBytes, client)
    return { range, tail: wholeTail(range, range.snapshot) }
  }

  async #gather(): Promise<Gathered> {
    await new Promise((resolve) => setTimeout(resolve, gatherFor))
    // Whoever comes from here on looks at the next moment.
    this.#gathering = undefined
    const { snapshot } = await this.#log.state(this.#board)
    const range = await this.#reads.read(this.#board, snapshot, '')
    const { epoch, head, base, entries } = range
    const isWhole = base === snapshot + 1 && reachesHead(range)
    return { epoch, head, snapshot, tail: isWhole ? { base, entries } : undefined }
  }
}
