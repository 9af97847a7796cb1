import type { FrameFigures } from './frame-figures.ts'
import { frameFigures } from './frame-figures.ts'
import { windowSize } from './ink-sheet.ts'
import type { InputTimes } from './input.ts'
import { drag, wheel } from './input.ts'
import type { MeasuredPage } from './measured-page.ts'
import type { ProbeRecord } from './probe.ts'

export interface SceneFigures extends FrameFigures {
  /** Share of the time that the main thread was at work, 0…1. */
  readonly busy: number
  /** Milliseconds from each move of a pointer that draws to the end of the frame that followed. */
  readonly inkDelays: readonly number[]
}

const middle = { x: windowSize.width / 2, y: windowSize.height / 2 }
const seconds = 4
/** What is still to be seen after the last input is waited for so long, in milliseconds; slow pages take their time. */
const settleFor = 1500

async function taskTime({ cdp }: MeasuredPage): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN
}

/** Has input given, and gathers what the page shows meanwhile. */
export async function observe(
  measured: MeasuredPage,
  give: () => Promise<InputTimes>,
  counted: 'new' | 'all' = 'new',
): Promise<SceneFigures> {
  const { page, cdp } = measured
  await cdp.send('Performance.enable')
  await page.evaluate(() => window.probe?.begin())
  const before = { at: performance.now(), tasks: await taskTime(measured) }
  const times = await give()
  const busy = ((await taskTime(measured)) - before.tasks) / ((performance.now() - before.at) / 1000)
  await page.waitForTimeout(settleFor)
  const record = (await page.evaluate(() => window.probe?.end())) as ProbeRecord
  return { ...frameFigures(record, times, counted), busy, inkDelays: record.inkDelays }
}

/** Scrolls in circles of 1,000 pixels, and ends where it began. */
export function pan(measured: MeasuredPage): Promise<SceneFigures> {
  const rounds = 2
  const each = (Math.PI * 1000 * rounds) / (seconds * 120)
  return observe(measured, () =>
    wheel(measured.cdp, middle, seconds, (share) => {
      const angle = 2 * Math.PI * rounds * share
      return { x: each * Math.cos(angle), y: each * Math.sin(angle) }
    }),
  )
}

/** Zooms out to a quarter and back in, twice. */
export function zoom(measured: MeasuredPage): Promise<SceneFigures> {
  const turns = 2
  return observe(measured, () =>
    wheel(measured.cdp, middle, seconds, (share) => ({ x: 0, y: (share * turns) % 1 < 0.5 ? 1.7 : -1.7 }), {
      ctrl: true,
    }),
  )
}

/** Draws loops over what is there. */
export async function draw(measured: MeasuredPage): Promise<SceneFigures> {
  await measured.page.keyboard.press(measured.keys.draw)
  const path = (share: number) => ({
    x: middle.x - 250 + 500 * share + 60 * Math.cos(share * 60),
    y: middle.y + 100 * Math.sin(share * 60),
  })
  return observe(measured, () => drag(measured.cdp, seconds, path), 'all')
}

/** Pulls all that is on the board in a circle, and puts it back where it was. */
export async function selectAll(measured: MeasuredPage): Promise<SceneFigures> {
  const { page, keys, cdp } = measured
  await page.keyboard.press(keys.select)
  await page.keyboard.press('Control+a')
  const path = (share: number) => ({
    x: middle.x + 100 * Math.sin(2 * Math.PI * share),
    y: middle.y + 100 * (1 - Math.cos(2 * Math.PI * share)),
  })
  const figures = await observe(measured, () => drag(cdp, seconds, path))
  await page.keyboard.press('Escape')
  return figures
}
