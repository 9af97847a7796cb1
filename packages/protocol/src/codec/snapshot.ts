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

/** Reads a snapshot, a piece at a time. */
export class SnapshotReader {
  readonly seq: number
  readonly settings: BoardSettings
  /** How many elements there are. */
  readonly count: number
  readonly #reader: ByteReader
  #read = 0

  private constructor(reader: ByteReader) {
    if (reader.byte() !== snapshotFormat) throw new BadBytes('the snapshot has an unknown format')
    this.seq = reader.varint()
    this.settings = { ...defaultSettings, ...readSettings(reader) }
    this.count = reader.count(leastElementBytes)
    this.#reader = reader
  }

  static open(bytes: Uint8Array): Decoded<SnapshotReader> {
    return decoded(() => new SnapshotReader(new ByteReader(bytes)))
  }

  /** How many elements are still to be read. */
  get left(): number {
    return this.count - this.#read
  }

  /** The next so many elements, in paint order; fewer at the end. */
  read(most: number): Decoded<readonly Element[]> {
    return decoded(() => {
      const elements: Element[] = []
      while (elements.length < most && this.left > 0) {
        elements.push(readElementBody(this.#reader, readId(this.#reader)))
        this.#read++
      }
      if (this.left === 0) this.#reader.end()
      return elements
    })
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
