import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startRedis } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = join(import.meta.dirname, '../bin/drawbridge.js')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-'))
})

afterAll(() => rm(folder, { recursive: true }))

/** Runs the server as people do, until it ends or has said where it is. */
async function run(settings: Record<string, string>, nodeFlags: string[] = []) {
  const child = spawn(process.execPath, [...nodeFlags, program], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', DRAWBRIDGE_DATA: join(folder, 'data'), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complaint = ''
  const ended = once(child, 'close') as Promise<[code: number | null]>
  const started = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes('Drawbridge is at')) resolve()
    })
  })
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  await Promise.race([started, ended])
  return { child, ended, said: () => said, complaint: () => complaint.trim() }
}

/** One sentence, and nothing else: no stack, no warning. */
async function expectRefusal(settings: Record<string, string>, sentence: RegExp): Promise<void> {
  const { ended, complaint, said } = await run(settings)
  expect((await ended)[0]).toBe(1)
  expect(said()).toBe('')
  expect(complaint().split('\n').at(-1)).toMatch(sentence)
  expect(complaint()).not.toMatch(/^\s+at /m)
}

test('it says where it is, and stops when it is told to', async () => {
  const { child, ended, said, complaint } = await run({ PORT: '0' })
  const [, address = ''] = /^Drawbridge is at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(said()) ?? []
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(complaint()).toBe('')
})

test('a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await expectRefusal({ PORT: String(port) }, new RegExp(`^Port ${port} is taken .* PORT=${port + 1}\\.$`))
  other.close()
})

test('an address that this machine does not have', async () => {
  await expectRefusal(
    { PORT: '0', HOST: '192.0.2.1' },
    /^192\.0\.2\.1 is no address of this machine: .*HOST\.$/,
  )
})

test('a data folder that cannot be written', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  await expectRefusal(
    { PORT: '0', DRAWBRIDGE_DATA: join(file, 'data') },
    /^The data folder .* cannot be used .*DRAWBRIDGE_DATA\.$/,
  )
})

test('a data folder that another server uses', async () => {
  const first = await run({ PORT: '0' })
  await expectRefusal({ PORT: '0' }, /^The data folder .* is in use by another server\.$/)
  first.child.kill('SIGTERM')
  await first.ended
})

test('a setting that will not do', async () => {
  await expectRefusal({ PORT: 'web' }, /^PORT is "web", but it must be a whole number from 0 to 65535\.$/)
})

test('a Redis that is not there', async () => {
  const port = await freePort()
  await expectRefusal(
    { PORT: '0', DRAWBRIDGE_REDIS_URL: `redis://:hidden@127.0.0.1:${port}` },
    new RegExp(`^Redis at redis://127\\.0\\.0\\.1:${port} does not answer: .*DRAWBRIDGE_REDIS_URL\\.$`),
  )
})

test('a cold store that is not there, or cannot be written', async () => {
  const redis = await startRedis()
  const port = await freePort()
  const refused = (url: string, sentence: RegExp) =>
    expectRefusal({ PORT: '0', DRAWBRIDGE_REDIS_URL: redis.url, DRAWBRIDGE_COLD_URL: url }, sentence)
  const file = join(folder, 'no-folder')
  await writeFile(file, '')
  try {
    await refused(
      `postgres://me:hidden@127.0.0.1:${port}/boards`,
      new RegExp(
        `^PostgreSQL at postgres://127\\.0\\.0\\.1:${port} cannot be used .*DRAWBRIDGE_COLD_URL\\.$`,
      ),
    )
    await refused(`file://${join(file, 'boards')}`, /^The folder .* cannot be used .*DRAWBRIDGE_COLD_URL\.$/)
  } finally {
    await redis.stop()
  }
})

test('a Node that is too old is told so in a sentence', async () => {
  const pretend = join(folder, 'old-node.mjs')
  await writeFile(
    pretend,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`,
  )
  const { ended, complaint } = await run({}, ['--import', pretend])
  expect((await ended)[0]).toBe(1)
  expect(complaint()).toMatch(/^Drawbridge needs Node 24\.12 or newer, this is 20\.19\.0: .*npm start.*\.$/)
})
