import { setTimeout as wait } from 'node:timers/promises'
import { frameFigures } from './frame-figures.ts'
import type { InputTimes } from './input.ts'
import type { MeasuredPage } from './measured-page.ts'
import type { SceneFigures } from './observe.ts'
import { watch } from './observe.ts'

export interface OthersFigures extends SceneFigures {
  /** Share of the time that the main thread had a core: who draws, and the server, share the cores with the page. */
  readonly cpu: number
  /** Milliseconds that the main thread had a core for in each frame. */
  readonly frameCost: number
  /** Frames a second that had more of the others' ink than the one before. */
  readonly newInk: number
  /** The share of the time that the main thread has a core while the same people draw nothing. */
  readonly idle: number
}

const seconds = 4

async function nothing(): Promise<InputTimes> {
  const first = Date.now()
  await wait(seconds * 1000)
  return { first, last: Date.now() }
}

const picture = ({ page }: MeasuredPage) => page.evaluate(() => window.shownInk?.().join() ?? '')

/** So many people draw where it is in view, and the page only watches. */
export async function watchOthers(measured: MeasuredPage, count: number): Promise<OthersFigures> {
  const others = await measured.invite(count, seconds)
  try {
    const { cpu: idle } = await watch(measured, nothing)
    const before = await picture(measured)
    const { record, times, busy, cpu } = await watch(measured, () => others.draw(), {
      looked: 'others',
      after: () => others.arrived(),
    })
    if ((await picture(measured)) === before) throw new Error('the ink of the others cannot be seen')
    const frames = frameFigures(record, times, 'all')
    return {
      ...frames,
      newInk: frameFigures(record, times, 'new').fps,
      busy,
      cpu,
      frameCost: (cpu * 1000) / frames.fps,
      idle,
      inkDelays: [],
    }
  } finally {
    await others.leave()
  }
}
