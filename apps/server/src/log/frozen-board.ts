import { DrawbridgeError } from '@drawbridge/protocol'
import type { BoardMetadata } from './op-log.ts'
import { compress, decompress, packEntries, unpackEntries } from './segment.ts'

/** All that there is of a board, apart from its history, which it names. */
export interface FrozenBoard {
  readonly epoch: string
  readonly head: number
  readonly mark: string
  /** The highest `n` of every client: without them a client that sends again after a thaw would be stored twice. */
  readonly counters: Readonly<Record<string, number>>
  readonly metadata: BoardMetadata & { readonly updatedAt: number }
  readonly snapshot: { readonly seq: number; readonly bytes: Uint8Array } | undefined
  /** Seq up to which entries are in the history, and the history's hash. */
  readonly trimmed: number
  readonly history: string
  /** The entries from `trimmed + 1` to `head`. */
  readonly tail: readonly Uint8Array[]
}

const format = 1

type Header = Omit<FrozenBoard, 'snapshot' | 'tail'> & {
  readonly snapshot: { readonly seq: number; readonly bytes: number } | null
}

function check({ trimmed, head, tail, snapshot }: FrozenBoard): void {
  if (trimmed + tail.length !== head)
    throw new DrawbridgeError(
      'INTERNAL',
      `A board has ${tail.length} entries after ${trimmed}, but its head is ${head}.`,
    )
  if (snapshot ? snapshot.seq < trimmed : trimmed > 0)
    throw new DrawbridgeError('INTERNAL', `A board has no snapshot of what was trimmed up to ${trimmed}.`)
}

/** Format, then compressed: length of the header, header as JSON, snapshot, packed tail. Throws INTERNAL for a board with a hole. */
export async function encodeFrozenBoard(board: FrozenBoard): Promise<Buffer> {
  check(board)
  const { tail, snapshot, ...rest } = board
  const header: Header = {
    ...rest,
    snapshot: snapshot ? { seq: snapshot.seq, bytes: snapshot.bytes.byteLength } : null,
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.byteLength)
  const body = Buffer.concat([length, json, snapshot?.bytes ?? Buffer.alloc(0), packEntries(tail)])
  return Buffer.concat([Buffer.from([format]), await compress(body)])
}

/** Throws INTERNAL for bytes that are damaged, or of a newer format. */
export async function decodeFrozenBoard(bytes: Uint8Array): Promise<FrozenBoard> {
  if (bytes[0] !== format)
    throw new DrawbridgeError('INTERNAL', `A cold copy of a board has the unknown format ${bytes[0]}.`)
  const body = await decompress(bytes.subarray(1))
  const start = 4 + body.readUInt32LE()
  const { snapshot, ...rest } = JSON.parse(body.subarray(4, start).toString()) as Header
  const tailStart = start + (snapshot?.bytes ?? 0)
  const board: FrozenBoard = {
    ...rest,
    snapshot: snapshot ? { seq: snapshot.seq, bytes: body.subarray(start, tailStart) } : undefined,
    tail: unpackEntries(body.subarray(tailStart)),
  }
  check(board)
  return board
}
