import type { BoardSettings, BoardView, Element } from '@drawbridge/board'
import { Board, defaultSettings } from '@drawbridge/board'
import type { Decoded } from './bytes.ts'
import { BadBytes, ByteReader, ByteWriter, decoded, joinedBytes } from './bytes.ts'
import { readElementBody, readSettings, writeElementBody, writeSettings } from './element.ts'
import { readId, writeId } from './operations.ts'

const snapshotFormat = 1
/** An id, a type and which of its properties it has: an element takes no less. */
const leastElementBytes = 18
/** A part ends behind the element that makes it as long as this: to copy a long string of bytes takes many frames. */
const partBytes = 256 * 1024

/**
 * Writes a board at a seq, a piece at a time: what becomes of the board meanwhile is not in it. Equal boards have equal
 * bytes.
 */
export class SnapshotWriter {
  readonly #writer = new ByteWriter()
  readonly #elements: readonly Element[]
  readonly #parts: Uint8Array[] = []
  #written = 0

  constructor(board: BoardView, seq: number) {
    this.#elements = [...board.elements]
    this.#writer.byte(snapshotFormat)
    this.#writer.varint(seq)
    writeSettings(this.#writer, board.settings)
    this.#writer.varint(this.#elements.length)
  }

  /** Writes so many more elements. Returns the bytes once all are written, in parts. */
  write(most: number): readonly Uint8Array[] | undefined {
    const end = Math.min(this.#elements.length, this.#written + most)
    for (const element of this.#elements.slice(this.#written, end)) {
      writeId(this.#writer, element.id)
      writeElementBody(this.#writer, element)
      if (this.#writer.length >= partBytes) this.#parts.push(this.#writer.take())
    }
    this.#written = end
    if (end < this.#elements.length) return undefined
    this.#parts.push(this.#writer.take())
    return this.#parts
  }
}

/** Reads a snapshot, a piece at a time, also while its last bytes are still on their way. */
export class SnapshotReader {
  readonly seq: number
  readonly settings: BoardSettings
  /** How many elements there are. */
  readonly count: number
  #bytes: Uint8Array
  #isWhole: boolean
  #reader: ByteReader
  #read = 0
  #isStarved = false

  private constructor(bytes: Uint8Array, isWhole: boolean) {
    const reader = new ByteReader(bytes)
    if (reader.byte() !== snapshotFormat) throw new BadBytes('the snapshot has an unknown format')
    this.seq = reader.varint()
    this.settings = { ...defaultSettings, ...readSettings(reader) }
    this.count = isWhole ? reader.count(leastElementBytes) : reader.varint()
    this.#bytes = bytes
    this.#isWhole = isWhole
    this.#reader = reader
  }

  /** @param isWhole whether these are all bytes; if they are not, what seems wrong may only lack its end */
  static open(bytes: Uint8Array, isWhole = true): Decoded<SnapshotReader> {
    return decoded(() => new SnapshotReader(bytes, isWhole))
  }

  /** More of it has come. @param bytes all that there are: those that were there before, and what follows them */
  extend(bytes: Uint8Array, isWhole: boolean): void {
    this.#bytes = bytes
    this.#isWhole = isWhole
    this.#isStarved = false
    this.#reader = new ByteReader(bytes, this.#reader.at)
  }

  /** How many elements are still to be read. */
  get left(): number {
    return this.count - this.#read
  }

  /** Whether all is read. */
  get isDone(): boolean {
    return this.left === 0 && this.#isWhole
  }

  /** Whether nothing more can be read before more bytes have come. */
  get isStarved(): boolean {
    return this.#isStarved
  }

  /** The next so many elements, in paint order; fewer at the end, and where the next one is not all there yet. */
  read(most: number): Decoded<readonly Element[]> {
    return decoded(() => {
      const elements: Element[] = []
      while (elements.length < most && this.left > 0) {
        const element = this.#next()
        if (!element) break
        elements.push(element)
        this.#read++
      }
      if (this.isDone) this.#reader.end()
      else if (this.left === 0) this.#isStarved = true
      return elements
    })
  }

  #next(): Element | undefined {
    const { at } = this.#reader
    try {
      return readElementBody(this.#reader, readId(this.#reader))
    } catch (error) {
      if (this.#isWhole || !(error instanceof BadBytes)) throw error
      this.#reader = new ByteReader(this.#bytes, at)
      this.#isStarved = true
      return undefined
    }
  }
}

/** A board at a seq, at once. */
export function encodeSnapshot(board: BoardView, seq: number): Uint8Array {
  return joinedBytes(new SnapshotWriter(board, seq).write(Infinity) ?? [])
}

/** What `encodeSnapshot` or `SnapshotWriter` made, at once. */
export function decodeSnapshot(bytes: Uint8Array): Decoded<{ readonly seq: number; readonly board: Board }> {
  const opened = SnapshotReader.open(bytes)
  if (!opened.ok) return opened
  const { seq, settings } = opened.value
  const read = opened.value.read(Infinity)
  return read.ok ? { ok: true, value: { seq, board: new Board(read.value, settings) } } : read
}
