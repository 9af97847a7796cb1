import { readFile } from 'node:fs/promises'
import type { MeasuredPage } from './measured-page.ts'

const megabyte = 1024 * 1024

export interface MemoryFigures {
  /** The page's JavaScript objects after a collection, in MB; what its workers hold is not among them. */
  readonly heap: number
  /** What the page's process has for itself, workers, bitmaps and code included, in MB. */
  readonly process: number
}

export async function memoryOf({ page, cdp }: MeasuredPage): Promise<MemoryFigures> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser of its own')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateMemory(id)),
  )
  // Chromium keeps a spare process ready for the next page: ours is the one that holds something.
  return { heap: usedSize / megabyte, process: Math.max(...sizes) / megabyte }
}

/** Bytes. */
async function privateMemory(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)].map(([, number]) => Number(number))
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024
}
