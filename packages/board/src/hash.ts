import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { BoardView } from './board.ts'
import type { Element } from './element.ts'

function canonical(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/** Ink as little-endian words whatever the machine, so that hashes agree between machines. */
function inkBytes(quads: Int32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(quads.length * 4))
  quads.forEach((value, i) => {
    view.setInt32(i * 4, value, true)
  })
  return new Uint8Array(view.buffer)
}

/**
 * 64 hex digits that are equal exactly when two boards are: elements in paint order with every property, ink and
 * erased ranges, and the settings. Reads the whole board: meant for checks, not for every frame.
 */
export function boardHash(board: BoardView): string {
  const hash = sha256.create()
  const add = (bytes: Uint8Array) => {
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes)
  }
  add(utf8ToBytes(canonical(board.settings)))
  for (const element of board.elements) {
    const { ink, ...rest } = element as Element & { ink?: undefined }
    add(utf8ToBytes(canonical(rest)))
    if (element.type === 'stroke') {
      add(utf8ToBytes(String(element.ink.grid)))
      add(inkBytes(element.ink.raw()))
    }
  }
  return bytesToHex(hash.digest())
}
