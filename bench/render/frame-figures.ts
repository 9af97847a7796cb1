import { quantile } from '../src/statistics.ts'
import type { InputTimes } from './input.ts'
import type { ProbeRecord } from './probe.ts'

export interface FrameFigures {
  /** Frames a second, while there was input. */
  readonly fps: number
  /** Milliseconds from one to the next. */
  readonly frameP95: number
  readonly frameP99: number
  /** Milliseconds from the last input to the last frame that showed something new. */
  readonly lag: number
  /** Tasks of the main thread of more than 50 ms: how many, and the longest in milliseconds. */
  readonly longTasks: number
  readonly longestTask: number
}

/** @param counted `new`: frames that showed something else than the one before; `all`: of a scene in which nothing moves */
export function frameFigures(
  { frames, longTasks }: ProbeRecord,
  input: InputTimes,
  counted: 'new' | 'all',
): FrameFigures {
  const changed = frames.filter(({ state }, i) => i > 0 && state !== frames[i - 1]?.state)
  const during = (counted === 'new' ? changed : frames).filter(
    ({ at }) => at >= input.first && at <= input.last,
  )
  // A picture that stands still until the end is a frame as long as that.
  const ends = [input.first, ...during.map(({ at }) => at), input.last]
  const intervals = ends.slice(1).map((at, i) => at - (ends[i] ?? at))
  return {
    fps: (during.length * 1000) / (input.last - input.first),
    frameP95: quantile(intervals, 0.95),
    frameP99: quantile(intervals, 0.99),
    lag: Math.max(0, (changed.at(-1)?.at ?? input.last) - input.last),
    longTasks: longTasks.length,
    longestTask: Math.max(0, ...longTasks.map(({ duration }) => duration)),
  }
}
