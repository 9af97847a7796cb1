import { Chains, composeBatch, namespaceOf } from '@drawbridge/protocol'
import { shortForm } from '@drawbridge/protocol/parser'
import type { FanOut } from '../log/op-log.ts'
import { RecentBoards } from '../log/recent-boards.ts'
import type { BoardNamespace, BoardServer } from './sockets.ts'

/** The form in which entries travel that are read from the log. */
export function asText(entries: readonly Uint8Array[]): string[] {
  return entries.map((bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'),
  )
}

/** The namespace of a board if anyone here has it open. Never `io.of()`: that would create it. */
export function openNamespace(io: BoardServer, board: string): BoardNamespace | undefined {
  return io._nsps.get(namespaceOf(board)) as BoardNamespace | undefined
}

/** The room of those who do not read short packets. The others, who are nearly all, are in none: a room weighs something. */
export const unabridged = 'unabridged'

/** Tells live batches to everyone on the board here who gets live entries now, in the shortest form that each reads. */
export function emitLive({ local, adapter }: BoardNamespace, batches: readonly string[]): void {
  const without = adapter.rooms.get(unabridged)?.size ?? 0
  if (without > 0) local.to(unabridged).emit('l', ...batches)
  if (without < adapter.sids.size)
    (without > 0 ? local.except(unabridged) : local).emit(shortForm.l, ...batches)
}

/**
 * Brings what a log of this process stored to the connections of this process. A log that is shared by several instances
 * publishes by itself, and the Socket.IO adapter delivers.
 */
export class LocalFanOut {
  #io: BoardServer | undefined
  readonly #chains = new RecentBoards(() => new Chains())

  attach(io: BoardServer): void {
    this.#io = io
  }

  readonly deliver: FanOut = (board, base, entries) => {
    const namespace = this.#io && openNamespace(this.#io, board)
    if (namespace) emitLive(namespace, [composeBatch(this.#chains.of(board), base, entries)])
  }

  /** Nobody here is on the board any more. */
  forget(board: string): void {
    this.#chains.forget(board)
  }
}
