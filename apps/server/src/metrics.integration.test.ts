import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SubmitReply } from '@drawbridge/protocol'
import type { RedisProcess } from '@drawbridge/testkit'
import { startRedis, until } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { someEntries } from './testing/entries.ts'
import type { Instance, MadeBoard } from './testing/instance.ts'
import { clientKey, startInstance } from './testing/instance.ts'
import { RawClient } from './testing/raw-client.ts'

let folder: string
let redis: RedisProcess
let instance: Instance

beforeAll(async () => {
  redis = await startRedis()
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-metrics-'))
  instance = await startInstance({
    settings: { DRAWBRIDGE_REDIS_URL: redis.url, DRAWBRIDGE_COLD_URL: `file://${folder}` },
  })
})

afterAll(async () => {
  await instance?.stop()
  await redis?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function scraped(): Promise<string> {
  return (await instance.app.http.inject('/metrics')).body
}

function valueOf(text: string, sample: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${sample} `))
  return Number(line?.slice(sample.length + 1))
}

async function joined(board: MadeBoard, name: string): Promise<RawClient> {
  const client = await RawClient.open(instance.url)
  const auth = instance.handshake(board, 'editor', { clientKey: clientKey(name) })
  expect(await client.join(board.id, auth)).toBeUndefined()
  await client.next('welcome')
  return client
}

test('every metric of the dashboard is one that an instance has', async () => {
  const path = join(import.meta.dirname, '../../../deploy/grafana/dashboards/drawbridge.json')
  const { panels } = JSON.parse(await readFile(path, 'utf8')) as {
    panels: { title: string; targets: { expr: string }[] }[]
  }
  const known = new Set((await scraped()).match(/(?<=^# TYPE )\S+/gm))
  for (const { title, targets } of panels)
    for (const { expr } of targets) {
      const used = expr.match(/\b(?:drawbridge|process|nodejs)_\w+/g) ?? []
      expect(used.length, title).toBeGreaterThan(0)
      for (const name of used) expect(known, `${title}: ${expr}`).toContain(name.replace(/_bucket$/, ''))
    }
})

test('a live message counts once for each connection that gets it', async () => {
  const board = await instance.makeBoard()
  const [a, b] = [await joined(board, 'a'), await joined(board, 'b')]
  const before = valueOf(await scraped(), 'drawbridge_entries_appended_total')
  expect(await a.ask<SubmitReply>('submit', 1, someEntries(1, 1))).toEqual({ ok: true, last: 1 })
  await until(
    async () => {
      const live = (await scraped()).match(
        /(?<=^drawbridge_deliveries_total\{event="(?!presence)\w+"\} )\d+/gm,
      )
      return live?.some((count) => Number(count) === 2) ?? false
    },
    () => 'one message went to both',
  )
  const text = await scraped()
  expect(valueOf(text, 'drawbridge_entries_appended_total')).toBe(before + 1)
  expect(valueOf(text, 'drawbridge_redis_memory_bytes')).toBeGreaterThan(100_000)
  expect(valueOf(text, 'drawbridge_send_queue_bytes')).toBe(0)
  a.close()
  b.close()
})
