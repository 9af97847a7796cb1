import { randomBytes, randomUUID } from 'node:crypto'
import type { Limits } from '@drawbridge/protocol'
import { defaultLimits, DrawbridgeError } from '@drawbridge/protocol'
import type { FastifyInstance } from 'fastify'
import Fastify, { LogController } from 'fastify'
import { Tokens } from './access/tokens.ts'
import { FoldedBoards } from './boards/folded-boards.ts'
import { IdleSweeper } from './boards/idle-sweeper.ts'
import { Snapshotter } from './boards/snapshotter.ts'
import type { Config } from './config.ts'
import type { FileStore } from './files/file-store.ts'
import { AddressRate } from './http/address-rate.ts'
import { serveBoards } from './http/boards.ts'
import { serveDocumentation } from './http/documentation.ts'
import { answerErrors } from './http/errors.ts'
import { serveFiles } from './http/files.ts'
import { serveProbes } from './http/probes.ts'
import { answerAcrossOrigins, setSecurityHeaders } from './http/security.ts'
import { validateWithTypeBox } from './http/validation.ts'
import { serveWebClient } from './http/web-client.ts'
import type { Freezer, OpLog } from './log/op-log.ts'
import type { Replication } from './log/replication.ts'
import { Metrics } from './metrics.ts'
import type { Cluster } from './realtime/cluster.ts'
import type { LocalFanOut } from './realtime/fan-out.ts'
import { Realtime } from './realtime/realtime.ts'
import type { Tracing } from './tracing.ts'

export interface AppParts {
  readonly config: Config
  /** Closed by whoever opened it. */
  readonly log: OpLog
  /** Closed by whoever opened it. */
  readonly files: FileStore
  /** For a log that can put idle boards away. */
  readonly freezer?: Freezer
  /** For a log that tells this process of what it stored … */
  readonly fanOut?: LocalFanOut
  /** … or publishes it to all instances. */
  readonly cluster?: Cluster
  /** For a log whose replicas are waited for. */
  readonly replication?: Pick<Replication, 'isBehind'>
  /** Bytes that Redis uses. */
  readonly redisMemory?: () => Promise<number>
  /** Folder of the built web client. */
  readonly webClient: string
  readonly limits?: Limits
  /** How long a board without connections is kept. Milliseconds. */
  readonly linger?: number
  /** Where lines of the log go, in place of standard output. */
  readonly logStream?: { write(line: string): void }
}

export interface App {
  /** To listen with, or to inject requests into. */
  readonly http: FastifyInstance
  /** Takes nothing new, stores what was taken, lets the connections go, and closes. */
  stop(): Promise<void>
}

/** What must not be in the log, whoever writes it there. */
const secretPaths = ['authorization', 'cookie', 'key', 'keys', 'token', 'clientKey', 'auth'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
)

const minute = 60_000
const defaultLinger = 15_000

/** How long a start waits for a log that was there a moment ago. Milliseconds. */
const patience = 10_000

async function sharedSecret(log: OpLog): Promise<string> {
  const proposal = randomBytes(32).toString('base64url')
  const deadline = performance.now() + patience
  for (;;) {
    try {
      return await log.secret(proposal)
    } catch (error) {
      const mayPass = error instanceof DrawbridgeError && error.retry && performance.now() < deadline
      if (!mayPass) throw error
    }
  }
}

async function startTracing({ traceShare, collector }: Config, instance: string): Promise<Tracing> {
  // Its libraries take a sixth of a second of the start and twenty megabytes: only whoever traces pays for them.
  const { Tracing } = await import('./tracing.ts')
  return new Tracing({ share: traceShare, collector, instance })
}

/** One instance, connected and ready to listen: the caller does that. Rejects with LOG_UNAVAILABLE. */
export async function buildApp(parts: AppParts): Promise<App> {
  const { config, log, linger = defaultLinger } = parts
  const limits = { ...(parts.limits ?? defaultLimits), fileBytes: config.maxFileBytes }
  const secret = config.secret ?? (await sharedSecret(log))
  const tokens = new Tokens(secret, config.tokenMinutes * minute)
  const metrics = new Metrics()
  const instance = randomBytes(6).toString('base64url')
  const tracing = config.traceShare > 0 ? await startTracing(config, instance) : undefined
  const http = Fastify({
    logger: {
      level: config.logLevel,
      base: { instance },
      redact: secretPaths,
      ...(parts.logStream ? { stream: parts.logStream } : {}),
    },
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    // Bodies are titles and keys; drawing goes over the socket, and files have a limit of their own.
    bodyLimit: 64 * 1024,
  })
  const boards = new FoldedBoards(log)
  const report = (error: unknown) => http.log.error(error)
  const snapshotter = new Snapshotter({
    log,
    boards,
    threshold: config.snapshotEntries,
    isOneOfSeveral: parts.cluster !== undefined,
    metrics,
    report,
  })
  const { freezer } = parts
  const idle = config.idleMinutes * minute
  const sweeper = freezer && new IdleSweeper({ freezer, snapshotter, idle, metrics, report })
  if (freezer) metrics.observeThaws(() => freezer.thawed)
  const { replication } = parts
  if (replication) metrics.observeReplicas(() => replication.isBehind)
  if (parts.redisMemory) metrics.observeRedisMemory(parts.redisMemory)
  let isDraining = false
  const draining = () => isDraining

  // A connection that is kept alive after an answer that was under way at the stop would hold the stop up.
  http.addHook('onSend', async (_request, reply) => {
    if (draining()) reply.header('connection', 'close')
  })
  validateWithTypeBox(http)
  answerErrors(http)
  answerAcrossOrigins(http, config.origins)
  await setSecurityHeaders(http)
  await serveDocumentation(http)
  serveBoards(http, {
    log,
    boards,
    tokens,
    creationRate: new AddressRate(config.boardsPerMinute),
    publicUrl: config.publicUrl,
  })
  await serveFiles(http, {
    files: parts.files,
    tokens,
    rate: new AddressRate(config.filesPerMinute),
    maxFileBytes: config.maxFileBytes,
    maxBoardBytes: config.boardFileBytes,
  })
  serveProbes(http, { log, metrics, draining })
  await serveWebClient(http, parts.webClient)

  const realtime = new Realtime({
    httpServer: http.server,
    config,
    log,
    tokens,
    limits,
    snapshotter,
    metrics,
    logger: http.log,
    tracing,
    draining,
    fanOut: parts.fanOut,
    cluster: parts.cluster,
    linger,
  })
  await http.ready()

  return {
    http,
    async stop() {
      isDraining = true
      await realtime.drain()
      realtime.close()
      await http.close()
      await sweeper?.close()
      await snapshotter.settled()
      await boards.close()
      await tracing?.close()
    },
  }
}
