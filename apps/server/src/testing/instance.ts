import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Handshake, Limits, Role } from '@drawbridge/protocol'
import { protocolVersion } from '@drawbridge/protocol'
import type { App } from '../app.ts'
import { buildApp } from '../app.ts'
import { Tokens } from '../access/tokens.ts'
import { readConfig } from '../config.ts'
import type { OpLog } from '../log/op-log.ts'
import { openLog } from '../open-log.ts'

export interface InstanceOptions {
  /** As in the environment. */
  readonly settings?: Readonly<Record<string, string>>
  readonly limits?: Limits
  /** Milliseconds. */
  readonly linger?: number
  readonly webClient?: string
  /** Gets the lines of its log. */
  readonly logStream?: { write(line: string): void }
  /** Puts something between the instance and its log. */
  readonly wrapLog?: (log: OpLog) => OpLog
}

export interface MadeBoard {
  readonly id: string
  readonly keys: Readonly<Record<Role, string>>
}

export interface Instance {
  /** Like `http://127.0.0.1:40123`. */
  readonly url: string
  readonly app: App
  readonly log: OpLog
  makeBoard(): Promise<MadeBoard>
  /** What a client shows to join a board. @param lifetime of its token, in milliseconds */
  handshake(board: MadeBoard, role: Role, more?: Partial<Handshake> & { lifetime?: number }): Handshake
  stop(): Promise<void>
}

const secret = 'a secret that is only good for tests'

/** A client key that is its own for each name. */
export function clientKey(name: string): string {
  return name.padEnd(22, '-')
}

/** A whole instance inside the test process, on a free port, with a log in a folder of its own. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-'))
  const config = readConfig({
    DRAWBRIDGE_DATA: folder,
    DRAWBRIDGE_SECRET: secret,
    LOG_LEVEL: 'silent',
    ...options.settings,
  })
  const { parts, close } = await openLog(config, () => {})
  const {
    webClient = join(folder, 'no-web-client'),
    wrapLog = (log) => log,
    limits,
    linger,
    logStream,
  } = options
  const app = await buildApp({
    ...parts,
    log: wrapLog(parts.log),
    config,
    webClient,
    ...(limits ? { limits } : {}),
    ...(logStream ? { logStream } : {}),
    ...(linger === undefined ? {} : { linger }),
  })
  await app.http.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`
  return {
    url,
    app,
    log: parts.log,
    async makeBoard() {
      const answer = await app.http.inject({ method: 'POST', url: '/api/boards', payload: {} })
      return answer.json<MadeBoard>()
    },
    handshake({ id }, role, { lifetime = 60_000, ...more } = {}) {
      const { token } = new Tokens(secret, lifetime).issue(id, role, '')
      return { protocol: protocolVersion, token, clientKey: clientKey('someone'), ...more }
    },
    async stop() {
      await app.stop()
      await close()
      await rm(folder, { recursive: true })
    },
  }
}
