import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { spawnGuarded } from './guarded-process.ts'
import { freePort } from './ports.ts'

export interface RedisProcess {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** SIGKILL, as a crash would; what it wrote stays. */
  kill(): Promise<void>
  /** Starts it again on the same port and data, killing it first if it runs. */
  restart(): Promise<void>
  /** SIGSTOP: connections stay open and nothing answers. */
  pause(): void
  resume(): void
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const startWithin = 15_000

/** True when it answers a PING with PONG; while it still loads its data it answers with an error. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => socket.write('PING\r\n'))
    socket.on('data', (data) => settle(data.toString().startsWith('+PONG')))
    socket.on('error', () => settle(false))
    socket.setTimeout(1000, () => settle(false))
  })
}

/**
 * A real redis-server with an append-only file, on a free port of this machine and in a folder of its own. The binary is
 * `REDIS_SERVER`, or redis-server of the PATH.
 * @param dir keeps its data there and leaves the folder behind
 * @param more settings as on its command line
 */
export async function startRedis({
  appendfsync = 'always',
  port: wanted,
  dir,
  more = {},
}: {
  readonly appendfsync?: 'always' | 'everysec'
  readonly port?: number
  readonly dir?: string
  readonly more?: Readonly<Record<string, string>>
} = {}): Promise<RedisProcess> {
  const port = wanted ?? (await freePort())
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'drawbridge-redis-')))
  const settings = {
    '--port': String(port),
    '--bind': '127.0.0.1',
    '--dir': folder,
    '--appendonly': 'yes',
    '--appendfsync': appendfsync,
    '--save': '',
    '--maxmemory-policy': 'noeviction',
    '--logfile': 'redis.log',
    ...more,
  }
  const binary = process.env['REDIS_SERVER'] ?? 'redis-server'
  let running: ChildProcess | undefined

  async function start(): Promise<void> {
    const child = spawnGuarded(binary, Object.entries(settings).flat())
    child.on('exit', () => {
      if (running === child) running = undefined
    })
    running = child
    const deadline = performance.now() + startWithin
    while (!(await answers(port))) {
      if (running === undefined || performance.now() > deadline) {
        const log = await readFile(join(folder, 'redis.log'), 'utf8').catch(() => 'it wrote no log')
        await kill()
        throw new Error(`${binary} does not start:\n${log}`)
      }
      await wait(10)
    }
  }

  async function kill(): Promise<void> {
    if (!running) return
    const gone = once(running, 'exit')
    running.kill('SIGKILL')
    await gone
  }

  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      if (running?.pid === undefined) throw new Error('Redis does not run')
      return running.pid
    },
    kill,
    async restart() {
      await kill()
      await start()
    },
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    async stop() {
      await kill()
      if (dir === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}
