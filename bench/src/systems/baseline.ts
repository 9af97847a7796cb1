import { join } from 'node:path'
import { spawnGuarded, until } from '@drawbridge/testkit'
import type { MeasuredSystem } from './measured-system.ts'

export interface Baseline {
  readonly name: string
  readonly kind: 'socketio' | 'ws'
  /** Milliseconds; 0 sends each sample at once. */
  readonly tick: number
}

export const baselines: readonly Baseline[] = [
  { name: 'bare ws', kind: 'ws', tick: 0 },
  { name: 'bare ws, 16 ms tick', kind: 'ws', tick: 16 },
  { name: 'bare Socket.IO', kind: 'socketio', tick: 0 },
  { name: 'bare Socket.IO, 16 ms tick', kind: 'socketio', tick: 16 },
]

/** A baseline as a process of its own; resolves when it listens. */
export async function startBaseline({ kind, tick }: Baseline): Promise<MeasuredSystem> {
  let output = ''
  const script = join(import.meta.dirname, 'baseline-server.ts')
  const child = spawnGuarded(process.execPath, [script, kind, String(tick)], {
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
  return {
    url: `http://127.0.0.1:${port()}`,
    parts: [{ role: 'server', pid: child.pid }],
    stop: async () => void child.kill(),
  }
}
