import { DrawbridgeError } from '@drawbridge/protocol'
import type { LogRange, OpLog } from '../log/op-log.ts'
import { asText } from './fan-out.ts'
import { hasMark } from './log-range.ts'

/** Part of a board's log, as a reader is answered. */
export interface TextRange {
  readonly epoch: string
  readonly head: number
  /** Seq of the first of `entries`. */
  readonly base: number
  readonly entries: readonly string[]
}

interface Part {
  readonly epoch: string
  /** `markOf` the entry before the first, undefined where nobody has asked with it. */
  readonly mark: string | undefined
  readonly base: number
  /** At least one. */
  readonly entries: readonly string[]
  readonly bytes: number
  readonly lastBytes: number
  /** The log had more when it was read. Then it ends there for everyone: another end would give all that follows another beginning. */
  readonly isFull: boolean
}

/** Small enough for a slow reader to take between two pings. */
const readBytes = 128 * 1024

/**
 * What is read of boards' logs, made into text once for all who read the same: after a storm of joins everyone reads from
 * the same snapshot on. A part that is held is compared with the log by its last entry each time, so what is answered is
 * what the log has now.
 */
export class SharedReads {
  readonly #log: Pick<OpLog, 'read'>
  readonly #mostBytes: number
  readonly #held = new Map<string, Part>()
  #bytes = 0

  /** @param mostBytes that are held of all boards together */
  constructor(log: Pick<OpLog, 'read'>, mostBytes = 8 * 1024 * 1024) {
    this.#log = log
    this.#mostBytes = mostBytes
  }

  /**
   * The entries after `after`, as many as fit into an answer.
   * @param mark `markOf` the entry at `after` as the reader has it; empty at 0 and where it is not known
   * @throws LOG_REPLACED when the log has another entry there; else as the log does
   */
  async read(board: string, after: number, mark: string): Promise<TextRange> {
    const name = `${board} ${after}`
    const held = this.#held.get(name)
    const isOfUse = held !== undefined && (after === 0 || mark === '' || held.mark === mark)
    const continued = isOfUse ? await this.#continue(board, held) : undefined
    const { part, ...range } = continued ?? (await this.#begin(board, after, mark))
    this.#hold(name, part)
    return range
  }

  /** What is held and what was stored since, or undefined if the log has something else by now. */
  async #continue(board: string, held: Part) {
    const last = held.base + held.entries.length - 1
    const room = held.isFull ? 0 : Math.max(0, readBytes - held.bytes)
    const range = await this.#log.read(board, last - 1, held.lastBytes + room)
    const texts = asText(range.entries)
    if (range.epoch !== held.epoch || range.base !== last || texts[0] !== held.entries.at(-1))
      return undefined
    const part = held.isFull ? held : grown(held, range, range.entries.slice(1), texts.slice(1))
    return { part, epoch: range.epoch, head: range.head, base: part.base, entries: part.entries }
  }

  async #begin(board: string, after: number, mark: string) {
    const range = await this.#readAfter(board, after, mark)
    const { epoch, head, base, entries } = range
    const texts = asText(entries)
    const known = after === 0 || mark !== '' ? mark : undefined
    const nothing = { epoch, mark: known, base, entries: [], bytes: 0, lastBytes: 0, isFull: false }
    const isPart = base === after + 1 && entries.length > 0
    return {
      part: isPart ? grown(nothing, range, entries, texts) : undefined,
      epoch,
      head,
      base,
      entries: texts,
    }
  }

  /** Reads from the entry that the reader has last, to compare it in the same step. */
  async #readAfter(board: string, after: number, mark: string): Promise<LogRange> {
    if (after === 0 || mark === '') return this.#log.read(board, after, readBytes)
    let range = await this.#log.read(board, after - 1, readBytes)
    // One that is large has left no room for what follows it.
    const [own] = range.entries
    if (own && range.entries.length === 1 && range.head > after)
      range = await this.#log.read(board, after - 1, own.length + readBytes)
    if (!hasMark(range, after, mark)) throw new DrawbridgeError('LOG_REPLACED')
    return { ...range, base: after + 1, entries: range.entries.slice(1) }
  }

  #hold(name: string, part: Part | undefined): void {
    this.#bytes -= this.#held.get(name)?.bytes ?? 0
    this.#held.delete(name)
    if (!part) return
    // The last in the map is the last that goes.
    this.#held.set(name, part)
    this.#bytes += part.bytes
    for (const [oldest, { bytes }] of this.#held) {
      if (this.#bytes <= this.#mostBytes) return
      this.#held.delete(oldest)
      this.#bytes -= bytes
    }
  }
}

function grown(
  part: Part,
  { head }: LogRange,
  entries: readonly Uint8Array[],
  texts: readonly string[],
): Part {
  const all = [...part.entries, ...texts]
  return {
    ...part,
    entries: all,
    bytes: entries.reduce((sum, { byteLength }) => sum + byteLength, part.bytes),
    lastBytes: entries.at(-1)?.byteLength ?? part.lastBytes,
    isFull: part.base + all.length - 1 < head,
  }
}
