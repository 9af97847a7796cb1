import { once } from 'node:events'
import type { Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from './guarded-process.ts'
import type { TcpProxy } from './tcp-proxy.ts'
import { startTcpProxy } from './tcp-proxy.ts'

/** Answers with what it gets; also keeps it. */
class Echo {
  readonly server: Server
  received = ''
  readonly sockets = new Set<Socket>()

  constructor(prefix = '') {
    this.server = createServer((socket) => {
      this.sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.sockets.delete(socket))
      socket.on('data', (bytes) => {
        this.received += bytes.toString()
        socket.write(prefix + bytes.toString())
      })
    })
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    return address.port
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
  }
}

class Client {
  readonly socket: Socket
  received = ''
  ended: string | undefined

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.on('data', (bytes) => (this.received += bytes.toString()))
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.ended = error.code))
    this.socket.on('close', () => (this.ended ??= 'closed'))
  }

  async hears(text: string): Promise<void> {
    await until(
      () => this.received === text,
      () => `"${text}" arrives, not "${this.received}"`,
    )
  }

  async ends(how: string): Promise<void> {
    await until(
      () => this.ended === how,
      () => `it ends with ${how}, not ${this.ended}`,
    )
  }
}

let echo: Echo
let proxy: TcpProxy
beforeEach(async () => {
  echo = new Echo()
  proxy = await startTcpProxy(await echo.listen())
})
afterEach(async () => {
  echo.close()
  await proxy.stop()
})

async function greeted(text = 'hello'): Promise<Client> {
  const client = new Client(proxy.port)
  client.socket.write(text)
  await client.hears(text)
  return client
}

test('carries what both say, and the end', async () => {
  const client = await greeted()
  expect(proxy.connections).toBe(1)
  client.socket.end()
  await client.ends('closed')
  await until(
    () => proxy.connections === 0 && echo.sockets.size === 0,
    () => 'both ends are gone',
  )
})

test('cut: connections are reset, and new ones too, until it is healed', async () => {
  const before = await greeted()
  proxy.cut()
  await before.ends('ECONNRESET')
  await new Client(proxy.port).ends('ECONNRESET')
  proxy.heal()
  await greeted()
})

test('drop: connections are reset, and new ones go through', async () => {
  const before = await greeted()
  proxy.drop()
  await before.ends('ECONNRESET')
  await greeted()
})

test('stall: nothing passes and nobody is told; healed, everything passes once and in order', async () => {
  const before = await greeted('a')
  proxy.stall()
  before.socket.write('b')
  const meanwhile = new Client(proxy.port)
  meanwhile.socket.write('c')
  await once(meanwhile.socket, 'connect')
  for (const socket of echo.sockets) socket.write('d')
  // Another way to the same server, to see that time enough has passed for both to get through.
  const other = await startTcpProxy((echo.server.address() as { port: number }).port)
  const witness = new Client(other.port)
  witness.socket.write('w')
  await witness.hears('w')
  await other.stop()
  expect([before.received, meanwhile.received, echo.received]).toEqual(['a', '', 'aw'])
  expect([before.ended, meanwhile.ended]).toEqual([undefined, undefined])
  proxy.heal()
  await before.hears('adb')
  await meanwhile.hears('c')
})

test('stall: an end that gave up meanwhile is gone for the other one once it is healed', async () => {
  const client = await greeted()
  proxy.stall()
  client.socket.resetAndDestroy()
  await client.ends('closed')
  proxy.heal()
  await until(
    () => echo.sockets.size === 0,
    () => 'the server is told',
  )
})

test('abandon: what is connected stays so and hears nothing more, new connections go through', async () => {
  const before = await greeted('a')
  proxy.abandon()
  before.socket.write('b')
  await greeted('c')
  proxy.heal()
  await greeted('d')
  expect([before.received, before.ended, echo.received]).toEqual(['a', undefined, 'acd'])
  expect(echo.sockets.size).toBe(3)
  proxy.drop()
  await before.ends('ECONNRESET')
})

test('delay: both directions take that much longer, and keep their order when it ends', async () => {
  const client = await greeted('a')
  proxy.delay(100)
  const began = performance.now()
  client.socket.write('b')
  await client.hears('ab')
  expect(performance.now() - began).toBeGreaterThanOrEqual(200)
  client.socket.write('c')
  await until(
    () => echo.received.length >= 2,
    () => 'c is on its way',
  )
  proxy.delay(0)
  client.socket.write('d')
  await client.hears('abcd')
})

test('throttle: so many bytes a second pass, and the rest waits at its source', async () => {
  const client = await greeted()
  proxy.throttle(100_000)
  const [far] = echo.sockets
  const began = performance.now()
  far?.write(Buffer.alloc(50_000))
  await until(
    () => client.received.length >= 50_000,
    () => 'all passes',
  )
  expect(performance.now() - began).toBeGreaterThan(400)
})

test('retarget: new connections lead elsewhere, old ones stay', async () => {
  const old = await greeted('a')
  const elsewhere = new Echo('>')
  proxy.retarget(await elsewhere.listen())
  const fresh = new Client(proxy.port)
  fresh.socket.write('b')
  await fresh.hears('>b')
  old.socket.write('c')
  await old.hears('ac')
  elsewhere.close()
})

test('who does not read is not read from', async () => {
  const client = await greeted()
  client.socket.pause()
  const [far] = echo.sockets
  if (!far) throw new Error('the server has no connection')
  const chunk = Buffer.alloc(1024 * 1024)
  let written = 0
  // Only the kernel's buffers and a little of ours take any.
  while (far.write(chunk) || written < 64) if (++written >= 64) break
  await until(
    () => far.writableLength > 32 * chunk.length,
    () => `most of it waits at its source, not ${far.writableLength}`,
  )
  const before = far.writableLength
  client.socket.resume()
  await until(
    () => far.writableLength === 0,
    () => `all of ${before} passes`,
  )
})
