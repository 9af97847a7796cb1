const leastRoom = 256 * 1024

/** Bytes that come in pieces, in one row. */
export class GatheredBytes {
  #room: Uint8Array
  #length = 0

  /**
   * @param expected how many will come, about: where no more do, none has to be moved. Room that is never used costs
   *   nothing but addresses
   */
  constructor(expected = 0) {
    this.#room = new Uint8Array(Math.max(leastRoom, Math.ceil(expected)))
  }

  /** All that have come. They stay as they are when more come. */
  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length)
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#room.length) {
      // Twice as much each time, so that no byte is moved more than once or twice.
      const room = new Uint8Array(Math.max(length, 2 * this.#room.length))
      room.set(this.bytes)
      this.#room = room
    }
    this.#room.set(piece, this.#length)
    this.#length = length
  }
}
