import { setTimeout as wait } from 'node:timers/promises'
import type { Cluster, ServerProcess, Violation } from '@drawbridge/testkit'
import { startCluster } from '@drawbridge/testkit'
import type { CrowdsOptions, CrowdsReport } from '../clients/many-crowds.ts'
import { Crowds } from '../clients/many-crowds.ts'
import { judge } from '../clients/judge.ts'

export interface RollingRestartOptions extends CrowdsOptions {
  /** Before the first restart, between two of them, and after the last. */
  readonly pauseSeconds: number
}

export interface Restart {
  /** From SIGTERM to the end of the process, and from there to being ready again. Milliseconds. */
  readonly stopping: number
  readonly starting: number
  readonly exitCode: number | null
}

export interface RollingRestartResult extends CrowdsReport {
  readonly restarts: readonly Restart[]
  readonly violations: readonly Violation[]
}

async function restart(server: ServerProcess): Promise<Restart> {
  const began = performance.now()
  const exitCode = await server.terminate()
  const ended = performance.now()
  await server.restart()
  return { stopping: ended - began, starting: performance.now() - ended, exitCode }
}

/** Instances behind a balancer are stopped as an operator would, and started, one after the other, while many draw. */
export async function runRollingRestart(options: RollingRestartOptions): Promise<RollingRestartResult> {
  let crowds: Crowds | undefined
  let cluster: Cluster | undefined
  try {
    cluster = await startCluster()
    const { url } = cluster
    crowds = await Crowds.open(url, options)
    crowds.draw(options.perSecond)
    await wait(options.pauseSeconds * 1000)
    const restarts: Restart[] = []
    for (const server of cluster.servers) {
      restarts.push(await restart(server))
      await wait(options.pauseSeconds * 1000)
    }
    const report = await crowds.rest()
    return { ...report, restarts, violations: await judge(url, report.records) }
  } finally {
    await crowds?.end()
    await cluster?.stop()
  }
}
