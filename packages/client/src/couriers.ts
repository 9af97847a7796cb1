import { DrawbridgeError, errors, mayEdit } from '@drawbridge/protocol'
import type { ErrorCode, SubmitReply, Welcome } from '@drawbridge/protocol'
import type { Address } from './connection.ts'
import { Connection } from './connection.ts'
import type { Packet } from './core/outbox.ts'
import { answerDeadline, maxPacketCharacters, Outbox } from './core/outbox.ts'
import type { TimerHandle } from './platform.ts'
import { after, cancel } from './platform.ts'
import type { BoardStorage, HeldClient } from './storage.ts'

/** Between looks for work that was left behind. Milliseconds. */
const lookInterval = 15_000
const retryDelay = 1_000

type Outcome = 'delivered' | 'stopped' | DrawbridgeError

/**
 * Brings to the log what other clients of this device have left in storage: of tabs that were closed or crashed while
 * their work was not saved. One at a time, each on a connection of its own, under the identity that the work is
 * numbered by; so that none of it can come twice.
 */
export class Couriers {
  readonly #storage: BoardStorage
  readonly #address: Address
  readonly #failed: (error: DrawbridgeError) => void
  /** Nothing that is tried again would change what became of them. */
  readonly #hopeless = new Set<string>()
  #courier: Courier | undefined
  #isOnline = false
  #isLooking = false
  #isClosed = false
  #timer: TimerHandle | undefined

  constructor(storage: BoardStorage, address: Address, failed: (error: DrawbridgeError) => void) {
    this.#storage = storage
    this.#address = address
    this.#failed = failed
  }

  /** Whether the server can be reached, as far as is known. */
  setOnline(isOnline: boolean): void {
    if (isOnline === this.#isOnline) return
    this.#isOnline = isOnline
    if (isOnline) void this.#look()
  }

  /** What is not delivered yet stays in storage. */
  close(): void {
    this.#isClosed = true
    cancel(this.#timer)
    this.#courier?.stop()
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    cancel(this.#timer)
    try {
      while (this.#isOnline && !this.#isClosed) {
        const held = await this.#storage.claimUnsaved(this.#address.boardId, this.#hopeless)
        if (!held) break
        await this.#deliver(held)
      }
    } catch (cause) {
      this.#failed(new DrawbridgeError('STORAGE_FAILED', undefined, { cause }))
      return
    } finally {
      this.#isLooking = false
    }
    if (!this.#isClosed) this.#timer = after(lookInterval, () => void this.#look())
  }

  async #deliver(held: HeldClient): Promise<void> {
    // It may have been found just as this was closed.
    if (this.#isClosed) return held.release()
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#courier = new Courier({ ...this.#address, key: held.key }, held, this.#failed, resolve)
    })
    this.#courier = undefined
    if (outcome === 'delivered') return held.remove()
    if (outcome !== 'stopped') {
      this.#hopeless.add(held.clientKey)
      this.#failed(outcome)
    }
    return held.release()
  }
}

/** One identity's connection: sends what its outbox holds, in order, one packet at a time. */
class Courier {
  readonly #held: HeldClient
  readonly #outbox = new Outbox()
  readonly #connection: Connection
  readonly #failed: (error: DrawbridgeError) => void
  readonly #ended: (outcome: Outcome) => void
  #submitEntries = 1
  #timer: TimerHandle | undefined

  constructor(
    address: Address,
    held: HeldClient,
    failed: (error: DrawbridgeError) => void,
    ended: (outcome: Outcome) => void,
  ) {
    this.#held = held
    this.#failed = failed
    this.#ended = ended
    this.#outbox.restore(held.stored)
    this.#connection = new Connection(address, held.clientKey, () => undefined, {
      connecting: () => undefined,
      down: () => cancel(this.#timer),
      welcome: (welcome) => void this.#welcomed(welcome),
      batches: () => undefined,
      head: () => undefined,
      presence: () => undefined,
      pace: () => undefined,
      // It sends entries whole.
      growthAnswered: () => undefined,
      // It holds no board; the next welcome tells it of its entries.
      verify: () => ({ epoch: '', seq: 0, mark: '', acknowledged: this.#outbox.acknowledged }),
      refused: (error) => this.#end(error),
      attemptFailed: () => undefined,
    })
    this.#connection.open()
  }

  stop(): void {
    this.#end('stopped')
  }

  async #welcomed({ last, role, limits }: Welcome): Promise<void> {
    if (!mayEdit(role)) {
      this.#end(new DrawbridgeError('READ_ONLY'))
      return
    }
    this.#submitEntries = limits.submitEntries
    const outbox = this.#outbox
    if (last < outbox.acknowledged && outbox.requeue(last) !== 0) {
      // Under new numbers, so as everywhere: stored first, then sent.
      try {
        await this.#held.write(replacing(outbox))
      } catch (cause) {
        this.#end(new DrawbridgeError('STORAGE_FAILED', undefined, { cause }))
        return
      }
    }
    outbox.acknowledge(last)
    this.#send()
  }

  #send(): void {
    const outbox = this.#outbox
    const first = outbox.acknowledged + 1
    const packet = outbox.packet(first, outbox.newest, this.#submitEntries, maxPacketCharacters)
    if (!packet) {
      this.#end('delivered')
      return
    }
    this.#later(answerDeadline, () => this.#connection.reconnect())
    this.#connection.submit(packet, (reply) => this.#answered(packet, reply))
  }

  #answered(packet: Packet, reply: SubmitReply): void {
    cancel(this.#timer)
    if (reply.ok) {
      // Less than it had at the welcome: only another welcome can tell how much less.
      if (reply.last < this.#outbox.acknowledged) {
        this.#connection.reconnect()
        return
      }
      this.#outbox.acknowledge(reply.last)
      this.#send()
      return
    }
    const { code, message, retryAfter } = reply.error
    this.#refused(packet, code, message, retryAfter, reply.at)
  }

  #refused(packet: Packet, code: ErrorCode, message: string, retryAfter?: number, at = 0): void {
    const error = new DrawbridgeError(code, message)
    if (code === 'READ_ONLY') this.#end(error)
    else if (code === 'UNAUTHORIZED') this.#connection.reconnect()
    else if (errors[code].retry) this.#later(retryAfter ?? retryDelay, () => this.#send())
    else {
      this.#outbox.refuse(packet.first + Math.min(at, packet.entries.length - 1))
      this.#failed(error)
      this.#send()
    }
  }

  #later(milliseconds: number, run: () => void): void {
    cancel(this.#timer)
    this.#timer = after(milliseconds, run)
  }

  #end(outcome: Outcome): void {
    cancel(this.#timer)
    this.#connection.close()
    this.#ended(outcome)
  }
}

/** What is stored of a client whose outbox was numbered anew; its undo history is of no use to anyone. */
function replacing(outbox: Outbox): Parameters<HeldClient['write']>[0] {
  const { acknowledged, keptFrom } = outbox
  return {
    replace: true,
    entries: outbox.after(acknowledged).flatMap(({ n }) => outbox.stored(n) ?? []),
    acknowledged,
    keptFrom,
    steps: [],
    removedSteps: [],
    inverses: [],
    removedInverses: [],
    board: undefined,
    traits: undefined,
    flush: true,
  }
}
