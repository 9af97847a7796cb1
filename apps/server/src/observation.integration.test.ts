import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SubmitReply } from '@drawbridge/protocol'
import { until } from '@drawbridge/testkit'
import { afterEach, expect, test } from 'vitest'
import { someEntries } from './testing/entries.ts'
import type { Instance, MadeBoard } from './testing/instance.ts'
import { startInstance } from './testing/instance.ts'
import { RawClient } from './testing/raw-client.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function started(options: Parameters<typeof startInstance>[0]): Promise<Instance> {
  const instance = await startInstance(options)
  closers.push(() => instance.stop())
  return instance
}

async function joined(instance: Instance, board: MadeBoard) {
  const client = await RawClient.open(instance.url)
  const auth = instance.handshake(board, 'editor')
  expect(await client.join(board.id, auth)).toBeUndefined()
  await client.next('welcome')
  return { client, auth }
}

interface OtlpSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes?: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[]
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[]
  }[]
}

/** A collector that keeps what it is sent. */
async function startCollector(): Promise<{ url: string; spans: OtlpSpan[] }> {
  const spans: OtlpSpan[] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await request.toArray()) as Buffer[]
    if (request.url !== '/v1/traces') return response.writeHead(404).end()
    const { resourceSpans } = JSON.parse(Buffer.concat(body).toString()) as OtlpRequest
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans }
}

test('a traced submit reaches the collector with its gate, queue, append and fan-out', async () => {
  const { url, spans } = await startCollector()
  const instance = await started({
    settings: { DRAWBRIDGE_TRACE_SHARE: '1', OTEL_EXPORTER_OTLP_ENDPOINT: url },
  })
  const board = await instance.makeBoard()
  const { client } = await joined(instance, board)
  expect(await client.ask<SubmitReply>('submit', 1, someEntries(1, 2))).toEqual({ ok: true, last: 2 })
  await until(
    () => spans.length >= 5,
    () => `the collector has ${spans.map(({ name }) => name).join(', ')}`,
    30_000,
  )
  expect(spans.map(({ name }) => name).sort()).toEqual(['append', 'fan-out', 'gate', 'queue', 'submit'])
  const whole = spans.find(({ name }) => name === 'submit')
  expect(whole?.attributes).toContainEqual({ key: 'drawbridge.board', value: { stringValue: board.id } })
  for (const span of spans) {
    expect(span.traceId).toBe(whole?.traceId)
    if (span !== whole) expect(span.parentSpanId).toBe(whole?.spanId)
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano))
  }
  client.close()
})

test('lines say which instance, board and connection they are about, and hold no secret', async () => {
  const lines: string[] = []
  const logStream = { write: (line: string) => void lines.push(line) }
  const instance = await started({ settings: { LOG_LEVEL: 'debug' }, logStream })
  const board = await instance.makeBoard()
  const { client, auth } = await joined(instance, board)
  expect(await client.ask<SubmitReply>('submit', 0, [])).toMatchObject({ ok: false })
  client.close()
  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  await until(
    () => parsed().some(({ msg }) => msg === 'left'),
    () => 'the connection has left',
  )
  const about = parsed().filter(({ board: id }) => id === board.id)
  expect(about.map(({ msg }) => msg)).toEqual(['joined', 'refused a submit', 'left'])
  for (const line of about) {
    expect(line).toMatchObject({
      instance: expect.any(String) as string,
      connection: expect.any(String) as string,
    })
    expect([line['instance'], line['connection']]).toEqual([about[0]?.['instance'], about[0]?.['connection']])
  }
  instance.app.http.log.warn({ auth, req: { headers: { authorization: `Bearer ${auth.token}` } } }, 'a slip')
  const text = lines.join('')
  for (const secret of [auth.token, auth.clientKey, board.keys.editor]) expect(text).not.toContain(secret)
  expect(text).toContain('[Redacted]')
})
