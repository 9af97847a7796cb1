import { setTimeout } from 'node:timers/promises'
import type { Operation } from '@drawbridge/board'
import { changeSettings, encodeBase64Url } from '@drawbridge/board'
import type { SubmitReply } from '@drawbridge/protocol'
import { defaultLimits, encodeOperations } from '@drawbridge/protocol'
import { tokenFor } from '../src/load/session.ts'
import type { Admission } from '../src/load/board-socket.ts'
import { BoardSocket } from '../src/load/board-socket.ts'
import type { BoardTarget } from '../src/load/participant.ts'

/** Bytes of encoded operations in one entry: well under what the server takes. */
const entryBytes = 128 * 1024
/** Characters that a connection may submit at once; for more, another one comes, so that nobody waits. */
const connectionLength = 2 * 1024 * 1024
/** Entries after which a server makes a snapshot, unless it is told otherwise; of a large board it waits for several times as many. */
const snapshotEntries = 1000
const mostSnapshotEntries = 5 * snapshotEntries
/** Milliseconds in which a snapshot that is due is stored, even of a very large board. */
const snapshotWithin = 60_000

/** Submits under one client's numbers and takes no notice of anything else. */
class Submitter {
  readonly #socket: BoardSocket
  #last = 0
  #length = 0

  constructor(socket: BoardSocket) {
    this.#socket = socket
  }

  get isSpent(): boolean {
    return this.#length >= connectionLength
  }

  /** @param entries encoded operations of one entry each */
  async submit(entries: readonly Uint8Array[]): Promise<void> {
    const texts = entries.map(encodeBase64Url)
    const first = this.#last + 1
    this.#last += texts.length
    for (const { length } of texts) this.#length += length
    const reply = await this.#socket.ask<SubmitReply>('submit', first, texts)
    if (!reply.ok) throw new Error(`an entry was refused: ${reply.error.message}`)
  }

  close(): void {
    this.#socket.close()
  }
}

/** About how many bytes it takes, encoded; ink is what a single one may hold much of. */
function bytesOf(operation: Operation): number {
  if (operation.type !== 'create') return 100
  const { element } = operation
  if (element.type !== 'stroke') return 'text' in element ? 200 + 2 * element.text.length : 200
  return 100 + 4 * element.ink.length + 4 * Object.values(element.erased).flat().length
}

/** Operations in order, in encoded entries of a good size. */
function* entriesOf(operations: Iterable<Operation>): Generator<Uint8Array> {
  let entry: Operation[] = []
  let bytes = 0
  for (const operation of operations) {
    entry.push(operation)
    bytes += bytesOf(operation)
    if (bytes < entryBytes) continue
    yield encodeOperations(entry)
    entry = []
    bytes = 0
  }
  if (entry.length > 0) yield encodeOperations(entry)
}

/**
 * Brings operations into a board's log as clients do, as fast as the server takes them, and then as many small entries as
 * make it store a snapshot that holds them all: whoever opens the board gets that.
 */
export async function fillBoard(target: BoardTarget, operations: Iterable<Operation>): Promise<void> {
  const admission = await admissionTo(target)
  let submitter = new Submitter(await BoardSocket.open(admission))
  for (const entry of entriesOf(operations)) {
    if (submitter.isSpent) {
      submitter.close()
      submitter = new Submitter(await BoardSocket.open(admission))
    }
    await submitter.submit([entry])
  }
  submitter.close()
  await snapshotOfAll(target)
}

/** A token lasts for minutes, and a million strokes take longer. */
async function admissionTo(target: BoardTarget): Promise<Admission> {
  return { ...target, token: await tokenFor(target) }
}

async function snapshotOfAll(target: BoardTarget): Promise<void> {
  const socket = await BoardSocket.open(await admissionTo(target))
  const { head } = socket.welcome
  const submitter = new Submitter(socket)
  const nothing = encodeOperations([changeSettings({ pattern: 'dots' })])
  const isHeld = async (): Promise<boolean> => {
    const visitor = await BoardSocket.open(await admissionTo(target))
    visitor.close()
    return visitor.welcome.snapshot >= head
  }
  // A thousand at a time: those after the snapshot are what whoever opens the board has to read besides.
  for (let sent = 0; sent < mostSnapshotEntries && !(await isHeld()); sent += snapshotEntries) {
    for (let left = snapshotEntries; left > 0; left -= defaultLimits.submitEntries)
      await submitter.submit(Array.from({ length: defaultLimits.submitEntries }, () => nothing))
    await comesTrue(isHeld, snapshotWithin)
  }
  submitter.close()
  if (!(await isHeld())) throw new Error(`the server made no snapshot of the ${head} entries of this board`)
}

/** @returns whether it did within so many milliseconds */
async function comesTrue(condition: () => Promise<boolean>, within: number): Promise<boolean> {
  const end = performance.now() + within
  while (performance.now() < end) {
    if (await condition()) return true
    await setTimeout(1000)
  }
  return false
}
