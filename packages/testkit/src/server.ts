import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnGuarded, until } from './guarded-process.ts'
import { freePort } from './ports.ts'

export interface ServerProcess {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What it printed so far. */
  readonly output: string
  /** SIGKILL, as a crash would; what is stored stays. */
  kill(): Promise<void>
  /** Starts it again on the same port and data, killing it first if it runs. */
  restart(): Promise<void>
  /** SIGTERM, as an operator would; resolves with the exit code. */
  terminate(): Promise<number | null>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const entry = join(import.meta.dirname, '../../../apps/server/bin/drawbridge.js')

export async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1000) })).ok
  } catch {
    return false
  }
}

/** The real server as a process of its own, with a data folder of its own unless `env` says otherwise. */
export async function startServer({
  env = {},
  port: wanted,
}: { readonly env?: Readonly<Record<string, string>>; readonly port?: number } = {}): Promise<ServerProcess> {
  const port = wanted ?? (await freePort())
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-server-'))
  const url = `http://127.0.0.1:${port}`
  let output = ''
  let running: ChildProcess | undefined

  async function start(): Promise<void> {
    const child = spawnGuarded(process.execPath, [entry], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        DRAWBRIDGE_DATA: folder,
        LOG_LEVEL: 'warn',
        ...env,
      },
      onOutput: (text) => {
        output += text
      },
    })
    running = child
    child.on('exit', () => {
      if (running === child) running = undefined
    })
    await until(
      async () => {
        if (running !== child) throw new Error(`the server ended:\n${output}`)
        return isReady(url)
      },
      () => `the server is ready\n${output}`,
      // Several start at once, on machines with few and busy cores.
      60_000,
    )
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!running) return null
    const gone = once(running, 'exit')
    running.kill(signal)
    const [code] = (await gone) as [number | null]
    return code
  }

  await start()
  return {
    url,
    port,
    get pid() {
      if (running?.pid === undefined) throw new Error('the server does not run')
      return running.pid
    },
    get output() {
      return output
    },
    async kill() {
      await end('SIGKILL')
    },
    async restart() {
      await end('SIGKILL')
      await start()
    },
    terminate: () => end('SIGTERM'),
    async stop() {
      await end('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
