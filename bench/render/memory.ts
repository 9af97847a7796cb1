import { readFile } from 'node:fs/promises'
import type { MeasuredPage } from './measured-page.ts'
import { renderersOf } from './renderers.ts'

const megabyte = 1024 * 1024

export interface MemoryFigures {
  /** The page's JavaScript objects after a collection, in MB; what its workers hold is not among them. */
  readonly heap: number
  /** What the page's process has for itself, workers, bitmaps and code included, in MB. */
  readonly process: number
}

export async function memoryOf(measured: MeasuredPage): Promise<MemoryFigures> {
  const { cdp } = measured
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const sizes = await Promise.all((await renderersOf(measured)).map(privateMemory))
  // The spare one holds next to nothing.
  return { heap: usedSize / megabyte, process: Math.max(...sizes) / megabyte }
}

/** Bytes. */
async function privateMemory(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)].map(([, number]) => Number(number))
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024
}
