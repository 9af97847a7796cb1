import { Readable } from 'node:stream'

/** What one connection is given in one turn of the event loop, so that a hundred large answers do not hold it up. */
const pieceBytes = 1024 * 1024

/** Bytes as a stream that takes turns with everything else. They are not copied. */
export function inPieces(bytes: Buffer): Readable {
  return Readable.from(pieces(bytes), { objectMode: false, highWaterMark: pieceBytes })
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

/** @param accepted the header Accept-Encoding */
export function takesGzip(accepted: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(accepted ?? ''))
}
