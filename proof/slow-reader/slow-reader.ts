import { createElement, elementId, text, updateElement } from '@drawbridge/board'
import { createBoard } from '@drawbridge/client'
import type { Random, Violation } from '@drawbridge/testkit'
import {
  freePort,
  randomBelow,
  randomBytes,
  seededRandom,
  startRedis,
  startServer,
  startTcpProxy,
  until,
} from '@drawbridge/testkit'
import { quantile } from '../clients/figures.ts'
import { historiesOf, judge, settled } from '../clients/judge.ts'
import type { Pace } from '../clients/pace.ts'
import { afterSeconds, atPace } from '../clients/pace.ts'
import { RecordedClient } from '../clients/recorded-client.ts'
import type { Memory } from './inspected-memory.ts'
import { MemoryInspector } from './inspected-memory.ts'

export interface SlowReaderOptions {
  readonly log: 'sqlite' | 'redis'
  /** `stopped`: its socket is not read at all; a number: so many bytes a second are. */
  readonly reader: 'stopped' | number
  /** How long the reader reads well, then does not, and then does again. */
  readonly seconds: number
  /** How much longer it may not read until the server holds entries back from it; without, the figures say little. */
  readonly patienceSeconds: number
  readonly warmUpSeconds: number
  readonly drawers: number
  /** Entries that each of them submits in a second. */
  readonly perSecond: number
  /** Characters of each entry: large ones fill the kernel's buffers sooner, behind which the server's own backlog begins. */
  readonly characters: number
}

/** What was measured while the reader read, or did not read. */
export interface Phase {
  readonly name: string
  readonly pace: Pace
  /** Of the server, the most that was seen. */
  readonly memory: Memory
  /** From submitting an entry to applying it elsewhere, the reader's own apart. Milliseconds. */
  readonly p50: number
  readonly p99: number
}

export interface SlowReaderResult {
  readonly phases: readonly Phase[]
  /** Whether the server, asked for its metrics, said that it holds entries back from someone. */
  readonly heldBack: boolean
  /** How far behind the reader was when its link was healed, in entries. */
  readonly behind: number
  /** How long it then took until it had everything. Milliseconds. */
  readonly catchUp: number
  readonly violations: readonly Violation[]
}

/** Often enough to see a backlog grow, seldom enough that collecting is not what is measured. Milliseconds. */
const measureEvery = 2000

/** The most that a process had in use until the signal. */
async function peakMemory(inspector: MemoryInspector, end: AbortSignal): Promise<Memory> {
  let peak = await inspector.measure()
  while (!end.aborted) {
    await new Promise((resolve) => setTimeout(resolve, measureEvery))
    const { live, resident } = await inspector.measure()
    peak = { live: Math.max(peak.live, live), resident: Math.max(peak.resident, resident) }
  }
  return peak
}

async function holdsBack(url: string): Promise<boolean> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^drawbridge_connections_behind (\d+)$/m.exec(metrics)?.[1]) > 0
}

/** Some words to write, different each time. */
function words(random: Random, length: number): string {
  const word = randomBelow(random, 1e9).toString(36)
  return word.repeat(Math.ceil(length / word.length)).slice(0, length)
}

/** One who draws at a steady rate: the same text again and again, of another content each time, and a cursor. */
class Drawer {
  readonly client: RecordedClient
  readonly #id
  readonly #random: Random
  readonly #characters: number

  constructor(client: RecordedClient, random: Random, characters: number) {
    this.client = client
    this.#random = random
    this.#characters = characters
    const made = text({
      id: elementId(randomBytes(random, 16)),
      index: 'a0',
      at: { x: 0, y: 0 },
      text: '',
      width: 100,
      height: 20,
    })
    this.#id = made.id
    client.submit([createElement(made)])
  }

  draw(): void {
    this.client.submit([updateElement(this.#id, { text: words(this.#random, this.#characters) })])
    this.client.board.presence.set({ cursor: { x: randomBelow(this.#random, 1000), y: 0 } })
  }
}

/**
 * Some draw on one board, and one reads: at first well, then slowly or not at all, then well again. Measures what that
 * costs the server and the others, and judges the records of all.
 */
export async function runSlowReader(options: SlowReaderOptions): Promise<SlowReaderResult> {
  const { seconds, perSecond, drawers: drawerCount } = options
  const closers: (() => unknown)[] = []
  try {
    const redis = options.log === 'redis' ? await startRedis() : undefined
    closers.push(() => redis?.stop())
    const inspectorPort = await freePort()
    const server = await startServer({
      env: {
        NODE_OPTIONS: `--inspect=127.0.0.1:${inspectorPort}`,
        ...(redis ? { DRAWBRIDGE_REDIS_URL: redis.url } : {}),
      },
    })
    closers.push(() => server.stop())
    const inspector = await MemoryInspector.attach(inspectorPort)
    closers.push(() => inspector.close())
    const link = await startTcpProxy(server.port)
    closers.push(() => link.stop())
    const created = await createBoard({ url: server.url })
    const open = (name: string, url: string) =>
      RecordedClient.open(name, { url, boardId: created.id, key: created.keys.editor })
    const random = seededRandom(1)
    const drawers: Drawer[] = []
    for (let i = 0; i < drawerCount; i++)
      drawers.push(new Drawer(await open(`drawer ${i}`, server.url), random, options.characters))
    const reader = await open('reader', `http://127.0.0.1:${link.port}`)
    const clients = [...drawers.map(({ client }) => client), reader]
    closers.push(() => clients.forEach(({ board }) => board.close()))

    const submittedAt = new Map<string, number>()
    let delays: number[] = []
    for (const { client } of drawers)
      client.board.on('entry', ({ client: author, n }) => {
        const since = submittedAt.get(`${author} ${n}`)
        if (since !== undefined && author !== client.board.clientId) delays.push(performance.now() - since)
      })
    let turn = 0
    const draw = () => {
      const drawer = drawers[turn++ % drawers.length]
      if (!drawer) return
      submittedAt.set(`${drawer.client.board.clientId} ${drawer.client.submitted + 1}`, performance.now())
      drawer.draw()
    }

    const phase = async (name: string, end = afterSeconds(seconds)): Promise<Phase> => {
      delays = []
      submittedAt.clear()
      const measuring = new AbortController()
      closers.push(() => measuring.abort())
      const peak = peakMemory(inspector, measuring.signal)
      const pace = await atPace(perSecond * drawers.length, end, draw)
      measuring.abort()
      return {
        name,
        pace,
        memory: await peak,
        p50: quantile(delays, 0.5),
        p99: quantile(delays, 0.99),
      }
    }

    await phase('warm-up', afterSeconds(options.warmUpSeconds))
    const well = await phase('reads well')
    if (options.reader === 'stopped') link.stall()
    else link.throttle(options.reader)
    let heldBack = false
    const enough = new AbortController()
    closers.push(() => enough.abort())
    const watch = (async () => {
      const began = performance.now()
      const elapsed = () => (performance.now() - began) / 1000
      while (elapsed() < seconds || (!heldBack && elapsed() < seconds + options.patienceSeconds)) {
        heldBack ||= await holdsBack(server.url)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
      enough.abort()
    })()
    const name = options.reader === 'stopped' ? 'does not read' : `reads ${options.reader} bytes a second`
    const [badly] = await Promise.all([phase(name, enough.signal), watch])
    const head = Math.max(...drawers.map(({ client }) => client.board.seq))
    const behind = head - reader.board.seq
    link.throttle(Infinity)
    link.heal()
    // Nobody waits for the reader to catch up before drawing on.
    const again = phase('reads again')
    const began = performance.now()
    const caughtUp = until(
      () => reader.board.seq >= head,
      () => `the reader has ${head}, not ${reader.board.seq}`,
      60_000,
    ).then(() => performance.now() - began)
    const [catchUp, after] = await Promise.all([caughtUp, again])
    const boards = [{ created, clients }]
    await settled(server.url, boards)
    return {
      phases: [well, badly, after],
      heldBack,
      behind,
      catchUp,
      violations: await judge(server.url, boards.map(historiesOf)),
    }
  } finally {
    for (const close of closers.reverse()) await close()
  }
}
