import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isReady } from './server.ts'
import { spawnGuarded, until } from './guarded-process.ts'
import { freePort } from './ports.ts'

export interface Balancer {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Name of the cookie that tells a browser which instance its newest connection is on. */
export const instanceCookie = 'drawbridge-instance'

const deployed = join(import.meta.dirname, '../../../deploy/haproxy.cfg')

/** The configuration that is deployed, with this address to listen on and these servers in place of what DNS finds. */
async function configuration(port: number, serverPorts: readonly number[]): Promise<string> {
  const servers = serverPorts.map((server, i) => `  server instance${i + 1} 127.0.0.1:${server} check`)
  return (await readFile(deployed, 'utf8'))
    .replace(/^ *bind .*$/m, `  bind 127.0.0.1:${port}`)
    .replace(/^ *server-template .*$/gm, servers.join('\n'))
}

/** A real HAProxy in front of the servers. The binary is `HAPROXY`, or haproxy of the PATH. */
export async function startBalancer(serverPorts: readonly number[]): Promise<Balancer> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-haproxy-'))
  const file = join(folder, 'haproxy.cfg')
  await writeFile(file, await configuration(port, serverPorts))
  let output = ''
  // Debian keeps it where only root's PATH looks.
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` }
  const child: ChildProcess = spawnGuarded(process.env['HAPROXY'] ?? 'haproxy', ['-db', '-f', file], {
    env,
    onOutput: (text) => {
      output += text
    },
  })
  const url = `http://127.0.0.1:${port}`
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`haproxy ended:\n${output}`)
      return isReady(url)
    },
    () => `the balancer is ready\n${output}`,
  )
  if (child.pid === undefined) throw new Error('haproxy has no process id')
  return {
    url,
    pid: child.pid,
    async stop() {
      if (child.exitCode === null) {
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        await gone
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
