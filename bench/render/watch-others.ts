import { setTimeout as wait } from 'node:timers/promises'
import { frameFigures } from './frame-figures.ts'
import type { InputTimes } from './input.ts'
import type { MeasuredPage } from './measured-page.ts'
import type { SceneFigures } from './observe.ts'
import { watch } from './observe.ts'

export interface OthersFigures extends SceneFigures {
  /** Milliseconds of the main thread's work for each frame. */
  readonly frameCost: number
  /** Frames a second that had more of the others' ink than the one before. */
  readonly newInk: number
  /** The share of the time that the main thread is at work while the same people draw nothing. */
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
    const { busy: idle } = await watch(measured, nothing)
    const before = await picture(measured)
    const { record, times, busy } = await watch(measured, () => others.draw(), {
      looked: 'others',
      after: () => others.arrived(),
    })
    if ((await picture(measured)) === before) throw new Error('the ink of the others cannot be seen')
    const frames = frameFigures(record, times, 'all')
    return {
      ...frames,
      newInk: frameFigures(record, times, 'new').fps,
      busy,
      frameCost: (busy * 1000) / frames.fps,
      idle,
      inkDelays: [],
    }
  } finally {
    await others.leave()
  }
}
