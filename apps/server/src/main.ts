import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { DrawbridgeError } from '@drawbridge/protocol'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { ConfigError, readConfig } from './config.ts'
import { openLog, StartError } from './open-log.ts'

const webClient = join(import.meta.dirname, '../../web/dist')
/** A stop that takes longer ends all the same. Milliseconds. */
const stopDeadline = 15_000

/** Says in a sentence why there is no server, and ends. */
function giveUp(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function listenFailure({ code, message }: NodeJS.ErrnoException, { host, port }: Config): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program: stop it, or choose another port, as in PORT=${port + 1}.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user: choose one above 1023 with PORT.`
  if (code === 'EADDRNOTAVAIL') return `${host} is no address of this machine: correct HOST.`
  return `The server cannot listen on ${host}:${port} (${message}): correct HOST or PORT.`
}

async function start(config: Config): Promise<void> {
  const opened = await openLog(config, (sentence) => console.warn(sentence))
  const app = await buildApp({ ...opened.parts, config, webClient })
  try {
    await app.http.listen({ host: config.host, port: config.port, backlog: 4096 })
  } catch (error) {
    giveUp(listenFailure(error as NodeJS.ErrnoException, config))
  }
  const { port } = app.http.server.address() as AddressInfo
  const shown = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host
  console.log(
    `Drawbridge is at ${config.publicUrl ?? `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`}`,
  )

  let stopping = false
  const stop = () => {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => giveUp('The server did not stop in time and ends now.'), stopDeadline).unref()
    app
      .stop()
      .then(() => opened.close())
      .then(
        () => process.exit(0),
        (error: unknown) => giveUp(`The server did not stop cleanly (${String(error)}).`),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

try {
  await start(readConfig(process.env))
} catch (error) {
  const isKnown =
    error instanceof ConfigError || error instanceof StartError || error instanceof DrawbridgeError
  if (isKnown) giveUp(error.message)
  throw error
}
