import type { FrameFigures } from './frame-figures.ts'
import { frameFigures } from './frame-figures.ts'
import type { InputTimes } from './input.ts'
import type { MeasuredPage } from './measured-page.ts'
import type { ProbeRecord } from './probe.ts'
import { mainThreadTime, renderersOf } from './renderers.ts'

export interface Observed {
  readonly record: ProbeRecord
  readonly times: InputTimes
  /** Share of the time that the main thread was at work, 0…1; also while it waited for a core that others had. */
  readonly busy: number
  /** Share of the time that it had a core. */
  readonly cpu: number
}

export interface SceneFigures extends FrameFigures {
  readonly busy: number
  /** Milliseconds from each move of a pointer that draws to the end of the frame that followed. */
  readonly inkDelays: readonly number[]
}

/** What is still to be seen after the last input is waited for so long, in milliseconds; slow pages take their time. */
const settleFor = 1500

async function taskTime({ cdp }: MeasuredPage): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN
}

/**
 * Has something happen, and notes what the page does meanwhile.
 * @param looked see `Probe.begin`
 * @param after waited for before the page is left alone, without being part of the time that it was at work
 */
export async function watch(
  measured: MeasuredPage,
  happen: () => Promise<InputTimes>,
  { looked = 'view', after }: { looked?: 'view' | 'others'; after?: () => Promise<void> } = {},
): Promise<Observed> {
  const { page, cdp } = measured
  await cdp.send('Performance.enable')
  await page.evaluate((looked) => window.probe?.begin(looked), looked)
  const renderers = await renderersOf(measured)
  const [coreBefore, tasksBefore] = [await mainThreadTime(renderers), await taskTime(measured)]
  const start = performance.now()
  const times = await happen()
  const [core, tasks] = [await mainThreadTime(renderers), await taskTime(measured)]
  const passed = performance.now() - start
  const busy = ((tasks - tasksBefore) * 1000) / passed
  const cpu = (core - coreBefore) / passed
  await after?.()
  await page.waitForTimeout(settleFor)
  const record = (await page.evaluate(() => window.probe?.end())) as ProbeRecord
  return { record, times, busy, cpu }
}

/** Has input given, and gathers what the page shows meanwhile. */
export async function observe(
  measured: MeasuredPage,
  give: () => Promise<InputTimes>,
  counted: 'new' | 'all' = 'new',
): Promise<SceneFigures> {
  const { record, times, busy } = await watch(measured, give)
  return { ...frameFigures(record, times, counted), busy, inkDelays: record.inkDelays }
}
