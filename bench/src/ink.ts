import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createElement, elementId, extendStroke, Ink, stroke } from '@drawbridge/board'
import { createBoard, openBoard } from '@drawbridge/client'
import { spawnGuarded, startServer, until } from '@drawbridge/testkit'
import { io } from 'socket.io-client'
import { cpuSeconds, median, quantile } from './measure.ts'

/*
 * Ink on one board: some people draw 60 points a second each, everyone watches. Measures what the server spends on a
 * delivered point and how late it arrives, against a bare Socket.IO broadcast with the same traffic in the same run.
 */
const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '20' },
    drawers: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '5' },
  },
})
const clients = Number(options.clients)
const drawers = Number(options.drawers)
const seconds = Number(options.seconds)
const runs = Number(options.runs)
const pointsPerSecond = 60

interface Figures {
  readonly cpuPerMillion: number
  readonly p50: number
  readonly p99: number
  readonly delivered: number
  readonly expected: number
}

/** The baseline as a process of its own; resolves when it listens. */
async function startBaseline(): Promise<{ pid: number; url: string; stop(): void }> {
  let output = ''
  const child = spawnGuarded(process.execPath, [join(import.meta.dirname, 'baseline-server.ts')], {
    onOutput: (text) => {
      output += text
    },
  })
  const port = () => /port (\d+)/.exec(output)?.[1]
  await until(
    () => port() !== undefined,
    () => `the baseline listens: ${output}`,
  )
  if (child.pid === undefined) throw new Error('the baseline has no process id')
  return { pid: child.pid, url: `http://127.0.0.1:${port()}`, stop: () => void child.kill() }
}

/** Calls `draw` for each drawer at the pace of a hand, evenly spread over a frame. */
async function drawAtPace(draw: (drawer: number, point: number) => void): Promise<void> {
  const began = performance.now()
  const total = seconds * pointsPerSecond
  const drawn = Array.from({ length: drawers }, () => 0)
  while (drawn.some((count) => count < total)) {
    const elapsed = performance.now() - began
    drawn.forEach((count, drawer) => {
      const due = Math.min(total, Math.floor((elapsed / 1000) * pointsPerSecond - drawer / drawers))
      for (let point = count; point < due; point++) draw(drawer, point)
      drawn[drawer] = Math.max(count, due)
      if (elapsed > seconds * 1000 + 1000) drawn[drawer] = total
    })
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

async function settled(done: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!done() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
}

function figures(cpu: number, delays: readonly number[], expected: number): Figures {
  return {
    cpuPerMillion: (cpu / delays.length) * 1_000_000,
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    delivered: delays.length,
    expected,
  }
}

async function drawbridge(): Promise<Figures> {
  const server = await startServer()
  try {
    const { id, keys } = await createBoard({ url: server.url })
    const boards = await Promise.all(
      Array.from({ length: clients }, (_, i) =>
        openBoard({ url: server.url, boardId: id, key: keys.editor, name: `client ${i}` }),
      ),
    )
    const sent = new Map<string, number[]>()
    const ids = boards.slice(0, drawers).map(() => elementId(crypto.getRandomValues(new Uint8Array(16))))
    ids.forEach((strokeId, drawer) => {
      sent.set(strokeId, [])
      boards[drawer]?.submit([
        createElement(stroke({ id: strokeId, index: `a${drawer}`, points: [{ x: 0, y: 0 }] })),
      ])
    })
    await settled(() => boards.every((board) => board.elements.length === drawers))
    const delays: number[] = []
    boards.forEach((board, i) => {
      board.on('change', (changes) => {
        const now = performance.now()
        for (const { id: changed, before, after } of changes) {
          if (changed === null || changed === ids[i] || after?.type !== 'stroke') continue
          const from = before?.type === 'stroke' ? before.ink.length : 1
          for (let at = from; at < after.ink.length; at++) {
            const time = sent.get(changed)?.[at - 1]
            if (time !== undefined) delays.push(now - time)
          }
        }
      })
    })
    const expected = seconds * pointsPerSecond * drawers * (clients - 1)
    const before = cpuSeconds(server.pid)
    await drawAtPace((drawer, point) => {
      const strokeId = ids[drawer]
      const board = boards[drawer]
      if (strokeId === undefined || !board) return
      sent.get(strokeId)?.push(performance.now())
      board.submit([
        extendStroke(
          strokeId,
          point + 1,
          Ink.from([{ x: point * 2.3, y: 40 * Math.sin(point / 9), time: point * 16 }], 3),
        ),
      ])
    })
    await settled(() => delays.length >= expected)
    const cpu = cpuSeconds(server.pid) - before
    for (const board of boards) board.close()
    return figures(cpu, delays, expected)
  } finally {
    await server.stop()
  }
}

async function baseline(): Promise<Figures> {
  const server = await startBaseline()
  const sockets = Array.from({ length: clients }, () =>
    io(server.url, { transports: ['websocket'], forceNew: true }),
  )
  try {
    await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.on('connect', resolve))))
    const delays: number[] = []
    sockets.forEach((socket, i) => {
      socket.on('points', (points: string) => {
        const now = performance.now()
        for (const point of points.split('|')) {
          const [drawer, time] = point.split(',')
          if (Number(drawer) !== i) delays.push(now - Number(time))
        }
      })
    })
    const expected = seconds * pointsPerSecond * drawers * (clients - 1)
    const before = cpuSeconds(server.pid)
    await drawAtPace((drawer, point) => {
      sockets[drawer]?.emit('points', `${drawer},${performance.now()},${point}`)
    })
    await settled(() => delays.length >= expected)
    return figures(cpuSeconds(server.pid) - before, delays, expected)
  } finally {
    for (const socket of sockets) socket.disconnect()
    server.stop()
  }
}

const results: Record<'drawbridge' | 'baseline', Figures[]> = { drawbridge: [], baseline: [] }
for (let run = 0; run < runs; run++) {
  results.baseline.push(await baseline())
  results.drawbridge.push(await drawbridge())
}
const row = (name: string, of: Figures[]) => ({
  '': name,
  'CPU s per million delivered points': median(of.map(({ cpuPerMillion }) => cpuPerMillion)).toFixed(1),
  'p50 ms': median(of.map(({ p50 }) => p50)).toFixed(1),
  'p99 ms': median(of.map(({ p99 }) => p99)).toFixed(1),
  delivered: `${of.reduce((sum, { delivered }) => sum + delivered, 0)} of ${of.reduce((sum, { expected }) => sum + expected, 0)}`,
})
console.table([
  row('bare Socket.IO, 16 ms tick', results.baseline),
  row('Drawbridge, durable SQLite log', results.drawbridge),
])
const ratio = median(
  results.drawbridge.map((figure, i) => figure.cpuPerMillion / (results.baseline[i]?.cpuPerMillion ?? NaN)),
)
console.log(
  `${clients} clients, ${drawers} drawers, ${runs} runs of ${seconds} s; CPU ratio, median of pairs: ${ratio.toFixed(2)}`,
)
process.exit(0)
