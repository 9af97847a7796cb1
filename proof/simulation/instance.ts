import type { Limits, Role } from '@drawbridge/protocol'
import { defaultLimits } from '@drawbridge/protocol'
import type { BoardNamespace, BoardSocket } from '@drawbridge/server/core'
import {
  appendJoined,
  BoardConnection,
  HeadAnnouncer,
  HostedBoard,
  Metrics,
  Resumption,
  SharedReads,
} from '@drawbridge/server/core'
import type { Random, VirtualTime } from '@drawbridge/testkit'
import type { ServerEnd } from './network.ts'
import type { SimulatedStore } from './store.ts'
import { StoreLink } from './store-link.ts'

/** As the server's defaults are, alone on an instance and in company. */
const rhythms = { alone: { tick: 16, pace: 100 }, few: { tick: 16, pace: 24 } }

/** Who a connection belongs to, as a handshake would have proved it. */
export interface Admission {
  readonly client: string
  readonly role: Role
  readonly have: BoardSocket['data']['have']
}

/** The board's namespace, as far as the server's core uses it. */
class SimulatedNamespace {
  readonly sockets = new Map<string, ServerEnd>()
  readonly #members = new Set<string>()
  readonly adapter = {
    delAll: (id: string) => this.#members.delete(id),
    sids: this.#members,
    // All clients read short packets.
    rooms: new Map<string, ReadonlySet<string>>(),
  }
  readonly local = {
    emit: (event: string, ...values: unknown[]) => this.emit(event, ...values),
    to: (ids: readonly string[]) => this.#where((id) => ids.includes(id)),
    except: (ids: readonly string[]) => this.#where((id) => !ids.includes(id)),
  }

  join(id: string): void {
    this.#members.add(id)
  }

  emit(event: string, ...values: unknown[]): void {
    this.#where(() => true).emit(event, ...values)
  }

  #where(isMeant: (id: string) => boolean) {
    return {
      emit: (event: string, ...values: unknown[]) => {
        for (const id of [...this.#members]) if (isMeant(id)) this.sockets.get(id)?.emit(event, ...values)
      },
    }
  }
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} } as never

/** One server process: the real core between a simulated link to the store and simulated sockets. */
export class Instance {
  readonly link: StoreLink
  readonly #board: HostedBoard
  readonly #reads: SharedReads
  readonly #namespace = new SimulatedNamespace()
  readonly #connections = new Set<BoardConnection>()
  readonly #ends = new Set<ServerEnd>()
  readonly #heads: HeadAnnouncer
  readonly #resumption: Resumption
  readonly #limits: Limits = defaultLimits
  readonly #metrics: Metrics
  readonly #time: VirtualTime
  isRunning = true

  constructor(time: VirtualTime, random: Random, store: SimulatedStore, board: string, metrics: Metrics) {
    this.#time = time
    this.#metrics = metrics
    this.link = new StoreLink(time, random, store, (event, ...values) => this.#publish(event, values))
    const { log } = this.link
    this.#reads = new SharedReads(log)
    this.#board = new HostedBoard(board, this.#namespace as unknown as BoardNamespace, {
      log,
      reads: this.#reads,
      limits: this.#limits,
      rhythm: (connections) => (connections > 1 ? rhythms.few : rhythms.alone),
      append: async (id, groups) => {
        const appended = await appendJoined(log, id, groups)
        this.#heads.used(this.#board, appended.head)
        return appended
      },
      others: undefined,
    })
    this.#heads = new HeadAnnouncer({
      log,
      boards: new Map([[board, this.#board]]),
      mayMiss: true,
      lostItsEnd: (id) => this.#resumption.lostItsEnd(id),
    })
    this.#resumption = new Resumption(this.#connections, this.#heads, () => this.link.life())
  }

  get log() {
    return this.link.log
  }

  accept(end: ServerEnd, { client, role, have }: Admission): void {
    end.data = {
      access: { board: this.#board.id, role, name: client, expiresAt: Infinity },
      client,
      have,
      short: true,
    }
    end.nsp = this.#namespace
    this.#namespace.sockets.set(end.id, end)
    this.#ends.add(end)
    const connection = new BoardConnection(end as unknown as BoardSocket, this.#board, {
      log: this.log,
      reads: this.#reads,
      limits: this.#limits,
      metrics: this.#metrics,
      logger: quiet,
      tracing: undefined,
      submitted: () => {},
      subscribed: async () => void (await this.log.ping()),
    })
    this.#connections.add(connection)
    this.#heads.used(this.#board)
    end.on('disconnect', () => {
      this.#connections.delete(connection)
      this.#ends.delete(end)
      this.#namespace.sockets.delete(end.id)
      this.#namespace.adapter.delAll(end.id)
      this.#board.tellPace()
    })
    connection.open()
    this.#board.tellPace()
  }

  /** As the adapter of an instance does with what the log publishes. */
  #publish(event: 'l' | 'head', values: readonly unknown[]): void {
    if (event === 'l') {
      this.#board.tell(values[0] as string)
      return
    }
    this.#board.flushLive()
    this.#namespace.emit(event, ...values)
  }

  /** The link to the store breaks for a while. */
  cutLink(duration: number): void {
    if (!this.link.isUp) return
    this.link.cut()
    this.#time.after(duration, () => this.healLink())
  }

  healLink(): void {
    if (!this.isRunning || this.link.isUp) return
    this.link.heal()
    void this.#resumption.resume()
  }

  /** kill -9. */
  crash(): void {
    this.isRunning = false
    this.#heads.close()
    this.#board.close()
    this.link.end()
    for (const end of [...this.#ends]) end.vanish()
  }
}
