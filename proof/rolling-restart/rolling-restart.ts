import { setTimeout as wait } from 'node:timers/promises'
import type { CreatedBoard } from '@drawbridge/client'
import { createBoard } from '@drawbridge/client'
import type { Cluster, ServerProcess, Violation } from '@drawbridge/testkit'
import { startCluster, until } from '@drawbridge/testkit'
import type { BoardRecords } from '../clients/judge.ts'
import { judge, readDocument } from '../clients/judge.ts'
import { Crowd } from '../clients/crowd.ts'
import type { Seats } from '../clients/crowd-messages.ts'
import type { Pace } from '../clients/pace.ts'

export interface RollingRestartOptions {
  readonly boards: number
  readonly clientsPerBoard: number
  /** Entries that all clients together submit in a second. */
  readonly perSecond: number
  /** Threads that the clients share. */
  readonly crowds: number
  /** Before the first restart, between two of them, and after the last. */
  readonly pauseSeconds: number
}

export interface Restart {
  /** From SIGTERM to the end of the process, and from there to being ready again. Milliseconds. */
  readonly stopping: number
  readonly starting: number
  readonly exitCode: number | null
}

export interface RollingRestartResult {
  readonly restarts: readonly Restart[]
  /** Of each client and each loss: from losing its server to being live again. Milliseconds. */
  readonly gaps: readonly number[]
  readonly acknowledgeDelays: readonly number[]
  readonly paces: readonly Pace[]
  readonly violations: readonly Violation[]
  readonly errors: readonly string[]
}

async function restart(server: ServerProcess): Promise<Restart> {
  const began = performance.now()
  const exitCode = await server.terminate()
  const ended = performance.now()
  await server.restart()
  return { stopping: ended - began, starting: performance.now() - ended, exitCode }
}

/** Resolves when everyone has saved everything, is live, and has what the log has. */
async function atRest(
  url: string,
  crowds: readonly Crowd[],
  boards: readonly { readonly id: string }[],
  heads: () => Promise<ReadonlyMap<string, number>>,
): Promise<void> {
  let state = ''
  await until(
    async () => {
      const progress = await Promise.all(crowds.map((crowd) => crowd.ask('progress')))
      const waiting = progress.reduce((sum, one) => sum + one.waiting, 0)
      const away = progress.flatMap((one) => one.away)
      state = `${waiting} entries wait, not live: ${away.join(', ')}`
      if (waiting > 0 || away.length > 0) return false
      const known = await heads()
      state = 'someone lacks entries'
      return boards.every(({ id }) =>
        progress.every(({ seqs }) => (seqs[id] ?? Infinity) >= (known.get(id) ?? 0)),
      )
    },
    () => `everyone at ${url} has everything: ${state}`,
    60_000,
  )
}

/** Instances behind a balancer are stopped as an operator would, and started, one after the other, while many draw. */
export async function runRollingRestart(options: RollingRestartOptions): Promise<RollingRestartResult> {
  const crowds: Crowd[] = []
  let cluster: Cluster | undefined
  try {
    cluster = await startCluster()
    const { url } = cluster
    for (let i = 0; i < options.crowds; i++) crowds.push(new Crowd())
    const boards: CreatedBoard[] = []
    for (let i = 0; i < options.boards; i++) boards.push(await createBoard({ url, title: `Board ${i}` }))
    await Promise.all(
      crowds.map((crowd, k) => {
        const seats: Seats[] = boards.map(({ id, keys }, b) => ({
          boardId: id,
          key: keys.editor,
          names: Array.from(
            { length: options.clientsPerBoard },
            (_, i) => `client ${i} of board ${b}`,
          ).filter((_, i) => i % crowds.length === k),
        }))
        return crowd.ask('open', { url, seats })
      }),
    )
    const drawing = crowds.map((crowd, k) =>
      crowd.ask('draw', { perSecond: options.perSecond / crowds.length, seed: k + 1 }),
    )
    await wait(options.pauseSeconds * 1000)
    const restarts: Restart[] = []
    for (const server of cluster.servers) {
      restarts.push(await restart(server))
      await wait(options.pauseSeconds * 1000)
    }
    await Promise.all(crowds.map((crowd) => crowd.ask('stop')))
    const paces = await Promise.all(drawing)
    await atRest(url, crowds, boards, async () => {
      const heads = await Promise.all(
        boards.map(async (board): Promise<[string, number]> => [
          board.id,
          (await readDocument(url, board)).seq,
        ]),
      )
      return new Map(heads)
    })
    const reports = await Promise.all(crowds.map((crowd) => crowd.ask('report')))
    const records = boards.map((created): BoardRecords => ({
      created,
      clients: reports.flatMap(({ histories }) => histories[created.id] ?? []),
    }))
    return {
      restarts,
      gaps: reports.flatMap(({ gaps }) => gaps),
      acknowledgeDelays: reports.flatMap(({ acknowledgeDelays }) => acknowledgeDelays),
      paces,
      violations: await judge(url, records),
      errors: reports.flatMap(({ errors }) => errors),
    }
  } finally {
    await Promise.all(crowds.map((crowd) => crowd.end()))
    await cluster?.stop()
  }
}
