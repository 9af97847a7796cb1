import type { ChildProcess } from 'node:child_process'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { spawnGuarded } from './guarded-process.ts'
import { freePort } from './ports.ts'

export interface PostgresProcess {
  readonly url: string
  readonly port: number
  /** SIGKILL, as a crash would; what it wrote stays. */
  kill(): Promise<void>
  /** Starts it again on the same port and data, killing it first if it runs. */
  restart(): Promise<void>
  /** SIGSTOP of the process that takes connections: new ones get no answer. */
  pause(): void
  resume(): void
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const startWithin = 30_000
const execute = promisify(execFile)

/** Debian keeps the programs of each version in a folder of their own, which is not on the PATH. */
function findPrograms(): string {
  const told = process.env['POSTGRES']
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    // What is on the PATH is often a link, without the programs beside it.
    ...(told && existsSync(told) ? [dirname(realpathSync(told))] : []),
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  const needed = ['initdb', 'postgres', 'pg_isready']
  const found = folders.find((folder) => needed.every((program) => existsSync(join(folder, program))))
  if (!found) throw new Error('PostgreSQL is not here: install it, or set POSTGRES to its program')
  return found
}

/** PostgreSQL refuses to run as root; the user that Debian makes for it is there for that. */
const asUser =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : []

/**
 * A real PostgreSQL on a free port of this machine and in a folder of its own. Its programs lie beside
 * `POSTGRES`, where Debian puts them, or on the PATH.
 */
export async function startPostgres({
  port: wanted,
}: { readonly port?: number } = {}): Promise<PostgresProcess> {
  const programs = findPrograms()
  const port = wanted ?? (await freePort())
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-postgres-'))
  const data = join(folder, 'data')
  const output: string[] = []
  let running: ChildProcess | undefined

  const command = (program: string, ...args: string[]): [string, string[]] => {
    const [first = '', ...rest] = [...asUser, join(programs, program), ...args]
    return [first, rest]
  }

  async function start(): Promise<void> {
    const settings = {
      port: String(port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
      max_connections: '60',
      log_min_messages: 'warning',
    }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const deadline = performance.now() + startWithin
    for (;;) {
      const child = spawnGuarded(...command('postgres', '-D', data, ...flags), {
        onOutput: (text) => output.push(text),
      })
      running = child
      child.on('exit', () => {
        if (running === child) running = undefined
      })
      while (running !== undefined) {
        if (await answers()) return
        if (performance.now() > deadline) await kill()
        await wait(20)
      }
      // Right after a kill its orphans may still hold the shared memory.
      if (performance.now() > deadline) throw new Error(`PostgreSQL does not start:\n${output.join('')}`)
      await wait(100)
    }
  }

  async function answers(): Promise<boolean> {
    try {
      await execute(join(programs, 'pg_isready'), [
        '-q',
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-U',
        'postgres',
      ])
      return true
    } catch {
      return false
    }
  }

  async function kill(): Promise<void> {
    if (!running) return
    const gone = once(running, 'exit')
    running.kill('SIGKILL')
    await gone
  }

  async function stop(): Promise<void> {
    await kill()
    // Orphans write for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }

  try {
    if (asUser.length > 0) {
      await execute('chown', ['postgres', folder])
      await chmod(folder, 0o700)
    }
    await execute(
      ...command('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8'),
      {
        cwd: folder,
      },
    )
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    kill,
    async restart() {
      await kill()
      await start()
    },
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    stop,
  }
}
