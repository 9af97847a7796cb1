import type { BoardView, Element } from '@drawbridge/board'
import { Board, defaultSettings } from '@drawbridge/board'
import type { Decoded } from './bytes.ts'
import { BadBytes, ByteWriter, decodeWhole } from './bytes.ts'
import { readElementBody, readSettings, writeElementBody, writeSettings } from './element.ts'
import { readId, writeId } from './operations.ts'

const snapshotFormat = 1

/** A board at a seq. Equal boards have equal bytes. */
export function encodeSnapshot(board: BoardView, seq: number): Uint8Array {
  const writer = new ByteWriter()
  writer.byte(snapshotFormat)
  writer.varint(seq)
  writeSettings(writer, board.settings)
  writer.varint(board.elements.length)
  for (const element of board.elements) {
    writeId(writer, element.id)
    writeElementBody(writer, element)
  }
  return writer.finish()
}

export function decodeSnapshot(bytes: Uint8Array): Decoded<{ readonly seq: number; readonly board: Board }> {
  return decodeWhole(bytes, (reader) => {
    if (reader.byte() !== snapshotFormat) throw new BadBytes('the snapshot has an unknown format')
    const seq = reader.varint()
    const settings = { ...defaultSettings, ...readSettings(reader) }
    const elements: Element[] = []
    const count = reader.count(17)
    for (let i = 0; i < count; i++) elements.push(readElementBody(reader, readId(reader)))
    return { seq, board: new Board(elements, settings) }
  })
}
