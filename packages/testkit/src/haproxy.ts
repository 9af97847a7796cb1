import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isReady } from './server.ts'
import { spawnGuarded, until } from './guarded-process.ts'
import { freePort } from './ports.ts'

export interface Balancer {
  readonly url: string
  stop(): Promise<void>
}

/** Name of the cookie that keeps a browser on its instance; its value is the instance's name. */
export const instanceCookie = 'LB'

/** The policy of deploy/haproxy.cfg, with the servers listed by hand. */
function configuration(port: number, serverPorts: readonly number[]): string {
  const servers = serverPorts.map(
    (server, i) => `  server s${i + 1} 127.0.0.1:${server} cookie s${i + 1} check inter 300ms fall 2 rise 1`,
  )
  return `global
  maxconn 2000
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
  option redispatch
  retries 3
frontend public
  bind 127.0.0.1:${port}
  default_backend instances
backend instances
  balance url_param b
  hash-type consistent sdbm avalanche
  cookie ${instanceCookie} insert indirect nocache httponly attr "SameSite=Lax"
  option forwardfor
  option httpchk GET /readyz
${servers.join('\n')}
`
}

/** A real HAProxy in front of the servers. The binary is `HAPROXY`, or haproxy of the PATH. */
export async function startBalancer(serverPorts: readonly number[]): Promise<Balancer> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-haproxy-'))
  const file = join(folder, 'haproxy.cfg')
  await writeFile(file, configuration(port, serverPorts))
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
  return {
    url,
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
