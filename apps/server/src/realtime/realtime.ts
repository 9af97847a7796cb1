import type { Server as HttpServer } from 'node:http'
import type { Limits } from '@drawbridge/protocol'
import { boardOfNamespace, DrawbridgeError } from '@drawbridge/protocol'
import { parser } from '@drawbridge/protocol/parser'
import type { FastifyBaseLogger } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import { Server } from 'socket.io'
import { askedHost, isOriginAllowed } from '../access/origins.ts'
import type { Tokens } from '../access/tokens.ts'
import { appendJoined } from '../boards/joined-groups.ts'
import type { Snapshotter } from '../boards/snapshotter.ts'
import type { Config } from '../config.ts'
import type { EntryGroup, OpLog } from '../log/op-log.ts'
import type { Metrics } from '../metrics.ts'
import type { Tracing } from '../tracing.ts'
import { BoardLeases } from './board-leases.ts'
import { BoardConnection } from './board-connection.ts'
import type { Cluster } from './cluster.ts'
import type { LocalFanOut } from './fan-out.ts'
import { guardAgainstFloods } from './flood-guard.ts'
import { deliveriesTold, sendQueueOf } from './deliveries.ts'
import { checkHandshake } from './handshake.ts'
import { HeadAnnouncer } from './heads.ts'
import type { HostedBoard } from './hosted-board.ts'
import { HostedBoards } from './hosted-boards.ts'
import { crowd, Pace } from './pace.ts'
import { sharePingFrame } from './ping-frame.ts'
import { repeatEvery } from './presence.ts'
import { noteResponses, releaseRequest } from './released-request.ts'
import { Resumption } from './resumption.ts'
import { Round } from './round.ts'
import { SharedReads } from './shared-reads.ts'
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
  /** Absent where nothing is traced. */
  readonly tracing?: Tracing | undefined
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
/** Until balancers have seen that an instance is not ready any more: who is let go then arrives elsewhere. Milliseconds. */
const notice = 1500

/** Socket.IO on the server that Fastify listens with: one namespace per board. */
export class Realtime {
  readonly #io: BoardServer
  readonly #boards: HostedBoards
  readonly #heads: HeadAnnouncer
  readonly #leases: BoardLeases
  readonly #presences: Round<HostedBoard>
  readonly #connections = new Set<BoardConnection>()
  readonly #pace: Pace
  /** Boards whose pace follows the load. */
  readonly #crowded = new Set<HostedBoard>()
  /** There are other instances to go to. */
  readonly #isOneOfSeveral: boolean

  constructor(parts: RealtimeParts) {
    const { config, log, tokens, limits, cluster, draining, tracing } = parts
    const behindProxy = config.trustProxy !== false
    const io: BoardServer = new Server(parts.httpServer, {
      serveClient: false,
      parser,
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
    noteResponses(io)
    sharePingFrame(io)
    const observe = deliveriesTold((namespace, event, receivers) => {
      parts.metrics.deliveries.inc({ event }, receivers)
      if (event !== 'presence' && event !== 'head')
        tracing?.delivered(boardOfNamespace(namespace) ?? '', receivers)
    })
    io.on('new_namespace', ({ adapter }) => observe(adapter))

    const append = async (board: string, groups: readonly EntryGroup[]) => {
      const stop = parts.metrics.appendSeconds.startTimer()
      tracing?.appending(groups)
      const appended = await appendJoined(log, board, groups)
      tracing?.appended(groups)
      stop()
      const stored = storedOf(groups, appended.last)
      parts.metrics.entriesAppended.inc(stored)
      parts.snapshotter.grown(board, appended.head, stored)
      const hosted = this.#boards.get(board)
      if (hosted) this.#heads.used(hosted, appended.head)
      return appended
    }

    this.#pace = new Pace({
      tick: config.tickMs,
      changed: () => {
        for (const board of this.#crowded) board.tellPace()
      },
    })
    const parent = io.of((name, _auth, next) => next(null, boardOfNamespace(name) !== undefined))
    const reads = new SharedReads(log)
    this.#boards = new HostedBoards(io, parent, {
      log,
      reads,
      limits,
      linger: parts.linger,
      rhythm: (connections, hasOthers) => this.#pace.of(connections, hasOthers),
      append,
      others: cluster,
      gone: (board) => {
        parts.snapshotter.forget(board.id)
        this.#heads.forget(board)
        parts.fanOut?.forget(board.id)
      },
    })
    const subscribed = async (board: string) => cluster?.subscribed(board)
    const services = {
      log,
      reads,
      limits,
      metrics: parts.metrics,
      logger: parts.logger,
      subscribed,
      submitted: () => this.#pace.submitted(),
      tracing,
    }

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
      const connection = new BoardConnection(socket, board, services)
      this.#connections.add(connection)
      if (board.namespace.sockets.size >= crowd) this.#crowded.add(board)
      releaseRequest(socket)
      this.#leases.renew([id])
      this.#heads.used(board)
      socket.on('disconnect', () => {
        this.#connections.delete(connection)
        if (board.namespace.sockets.size < crowd) this.#crowded.delete(board)
        board.tellPace()
        this.#boards.maybeEmpty(id)
      })
      connection.open()
      // It hears of it in its welcome, which comes before anything else.
      board.tellPace()
    })

    this.#leases = new BoardLeases(log, this.#boards)
    this.#presences = new Round(this.#boards, repeatEvery, (some) => {
      for (const board of some) board.repeatPresence()
    })
    this.#heads = new HeadAnnouncer({
      log,
      boards: this.#boards,
      mayMiss: cluster !== undefined,
      lostItsEnd: (board) => {
        parts.logger.warn(
          { board },
          'the log of a board has lost its end: its people resubmit their own work',
        )
        resumption.lostItsEnd(board)
      },
    })
    // A store of this process alone ends with it.
    const life = async () => (cluster ? cluster.life() : 'this process')
    const resumption = new Resumption(this.#connections, this.#heads, life)
    cluster?.onReconnected(() => {
      for (const board of this.#boards.values()) board.presence.missedSomething()
      void resumption.resume()
    })
    this.#isOneOfSeveral = cluster !== undefined
    parts.fanOut?.attach(io)
    parts.metrics.observe({
      connections: () => io.engine.clientsCount,
      connectionsBehind: () => [...this.#connections].filter(({ isBehind }) => isBehind).length,
      boards: () => this.#boards.size,
      sendQueue: () => sendQueueOf(io),
    })
  }

  /**
   * Lets the connections go one after another, each once it has the answers to what it submitted. Handshakes must be
   * refused by then; who is still here goes on drawing.
   */
  async drain(): Promise<void> {
    if (this.#isOneOfSeveral && this.#connections.size > 0) await wait(notice)
    this.#heads.close()
    const connections = [...this.#connections]
    const pause = Math.min(closePerConnection, longestClosing / connections.length)
    const leaving: Promise<void>[] = []
    for (const connection of connections) {
      leaving.push(connection.letGo())
      await wait(pause)
    }
    await Promise.all(leaving)
    await Promise.all(Array.from(this.#boards.values(), (board) => board.settled()))
  }

  close(): void {
    this.#heads.close()
    this.#leases.close()
    this.#presences.close()
    this.#pace.close()
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
