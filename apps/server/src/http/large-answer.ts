import { Readable } from 'node:stream'

/** What one connection is given at once. */
const pieceBytes = 1024 * 1024
/** What all of them together are given in one turn of the event loop: some milliseconds of copying, whoever else waits. */
const turnBytes = 4 * 1024 * 1024

interface Asking {
  /** Who began earlier comes first: of many that share a line, half are then done in half the time, and the last no later. */
  readonly order: number
  readonly give: () => void
}

/**
 * Shares out turns of the event loop: hundreds of large answers that leave at once do not hold up what is small, and each
 * turn has its part in them.
 */
class Turns {
  readonly #asking: Asking[] = []
  #isComing = false

  /** Calls `give` when it is its turn. Never at once. */
  ask(asking: Asking): void {
    const after = this.#asking.findLastIndex(({ order }) => order <= asking.order)
    this.#asking.splice(after + 1, 0, asking)
    this.#come()
  }

  #come(): void {
    if (this.#isComing || this.#asking.length === 0) return
    this.#isComing = true
    setImmediate(() => {
      this.#isComing = false
      for (const { give } of this.#asking.splice(0, turnBytes / pieceBytes)) give()
      this.#come()
    })
  }
}

const turns = new Turns()
let begun = 0

/** Bytes as a stream that takes turns with everything else. They are not copied. */
export function inPieces(bytes: Buffer): Readable {
  const order = begun++
  let at = 0
  return new Readable({
    highWaterMark: pieceBytes,
    read() {
      turns.ask({
        order,
        give: () => {
          if (this.destroyed) return
          const piece = bytes.subarray(at, at + pieceBytes)
          at += piece.length
          this.push(piece.length > 0 ? piece : null)
        },
      })
    },
  })
}

/** @param accepted the header Accept-Encoding */
export function takesGzip(accepted: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(accepted ?? ''))
}
