import type { Server as HttpServer } from 'node:http'
import type { Limits } from '@drawbridge/protocol'
import { boardOfNamespace, DrawbridgeError } from '@drawbridge/protocol'
import type { FastifyBaseLogger } from 'fastify'
import { Server } from 'socket.io'
import { askedHost, isOriginAllowed } from '../access/origins.ts'
import type { Tokens } from '../access/tokens.ts'
import type { Snapshotter } from '../boards/snapshotter.ts'
import type { Config } from '../config.ts'
import type { EntryGroup, OpLog } from '../log/op-log.ts'
import type { Metrics } from '../metrics.ts'
import { BoardConnection } from './board-connection.ts'
import type { Cluster } from './cluster.ts'
import type { LocalFanOut } from './fan-out.ts'
import { guardAgainstFloods } from './flood-guard.ts'
import { checkHandshake } from './handshake.ts'
import { HeadAnnouncer } from './heads.ts'
import { HostedBoards } from './hosted-boards.ts'
import type { BoardServer } from './sockets.ts'

export interface RealtimeParts {
  readonly httpServer: HttpServer
  readonly config: Pick<Config, 'origins' | 'trustProxy' | 'tickMs'>
  readonly log: OpLog
  readonly tokens: Tokens
  readonly limits: Limits
  readonly snapshotter: Snapshotter
  readonly metrics: Metrics
  readonly logger: FastifyBaseLogger
  readonly draining: () => boolean
  /** For a log that tells this process of what it stored. */
  readonly fanOut?: LocalFanOut | undefined
  /** For a log that publishes what it stored. */
  readonly cluster?: Cluster | undefined
  /** How long a board without connections is kept. Milliseconds. */
  readonly linger: number
}

/** Connections of a stopping instance are closed over this time for each, so that others are not hit by all at once. */
const closePerConnection = 20
const longestClosing = 8000

/** Socket.IO on the server that Fastify listens with: one namespace per board. */
export class Realtime {
  readonly #io: BoardServer
  readonly #boards: HostedBoards
  readonly #heads: HeadAnnouncer

  constructor(parts: RealtimeParts) {
    const { config, log, tokens, limits, cluster, draining } = parts
    const behindProxy = config.trustProxy !== false
    const io: BoardServer = new Server(parts.httpServer, {
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: limits.messageBytes,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      connectTimeout: 5_000,
      // Browsers ask this for long-polling only; WebSockets are not subject to it, hence allowRequest.
      cors: {
        origin: config.origins === 'same' ? false : config.origins === 'any' ? '*' : [...config.origins],
      },
      allowRequest: ({ headers }, answer) =>
        answer(null, isOriginAllowed(headers.origin, askedHost(headers, behindProxy), config.origins)),
      ...(cluster ? { adapter: cluster.adapter as never } : {}),
    })
    this.#io = io
    guardAgainstFloods(io, limits)

    const append = async (board: string, groups: readonly EntryGroup[]) => {
      const stop = parts.metrics.appendSeconds.startTimer()
      const appended = await log.append(board, groups)
      stop()
      parts.metrics.entriesAppended.inc(storedOf(groups, appended.last))
      parts.snapshotter.grown(board, appended.head)
      return appended
    }

    const parent = io.of((name, _auth, next) => next(null, boardOfNamespace(name) !== undefined))
    this.#boards = new HostedBoards(io, parent, {
      linger: parts.linger,
      tick: config.tickMs,
      append,
      others: cluster,
      gone: (board) => parts.snapshotter.forget(board),
    })
    const subscribed = async () => cluster?.subscribed()
    const services = { log, limits, metrics: parts.metrics, logger: parts.logger, subscribed, draining }

    parent.use((socket, next) => {
      const verdict = draining()
        ? new DrawbridgeError('SHUTTING_DOWN')
        : checkHandshake(socket.nsp.name, socket.handshake.auth, tokens)
      if (verdict instanceof DrawbridgeError) {
        next(Object.assign(new Error(verdict.message), { data: verdict.toWire() }))
        return
      }
      socket.data = verdict
      next()
    })
    parent.on('connection', (socket) => {
      const id = boardOfNamespace(socket.nsp.name) ?? ''
      const board = this.#boards.get(id)
      if (!board) throw new Error(`a socket is on board ${id}, which is not hosted`)
      socket.on('disconnect', () => this.#boards.maybeEmpty(id))
      new BoardConnection(socket, board, services).open()
    })

    this.#heads = new HeadAnnouncer(log, this.#boards)
    cluster?.onResumed(() => void this.#heads.announce(true))
    parts.fanOut?.attach(io)
    parts.metrics.observe({ connections: () => io.engine.clientsCount, boards: () => this.#boards.size })
  }

  /**
   * Waits for what is on its way to the log, then closes the connections one after another, in a way after which clients
   * connect again. Submits must be refused by then.
   */
  async drain(): Promise<void> {
    this.#heads.close()
    await Promise.all([...this.#boards].map((board) => board.queue.settled()))
    // Acknowledgements of what was stored leave before the connections do.
    await new Promise((resolve) => setImmediate(resolve))
    const connections = new Set(
      [...this.#boards].flatMap(({ namespace }) => [...namespace.sockets.values()].map(({ conn }) => conn)),
    )
    const pause = Math.min(closePerConnection, longestClosing / connections.size)
    for (const connection of connections) {
      // Not socket.disconnect(): after that a client does not come back.
      connection.close()
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  close(): void {
    this.#heads.close()
    this.#boards.close()
    this.#io.engine.close()
  }
}

function storedOf(groups: readonly EntryGroup[], last: readonly number[]): number {
  return groups.reduce((sum, { first, entries }, i) => {
    const reached = (last[i] ?? 0) - first + 1
    return sum + Math.max(0, Math.min(entries.length, reached))
  }, 0)
}
