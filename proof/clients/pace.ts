/** How well a generator kept to its pace. */
export interface Pace {
  /** How often it did its work. */
  readonly done: number
  readonly perSecond: number
  /** The worst time that one round came late. Milliseconds. */
  readonly worstDelay: number
}

/** Rounds this far apart, so that work comes evenly and not in bursts. Milliseconds. */
const round = 4

/** What a round that came late catches up with at most: a flood after a pause would say nothing of people. Milliseconds. */
const mostOverdue = 1000

/** Calls `work` so many times a second, evenly, until the signal; less often where the machine is too slow. */
export async function atPace(perSecond: number, end: AbortSignal, work: () => void): Promise<Pace> {
  const began = performance.now()
  let done = 0
  let due = 0
  let worstDelay = 0
  let last = began
  for (;;) {
    const now = performance.now()
    worstDelay = Math.max(worstDelay, now - last - round)
    due += (Math.min(now - last, mostOverdue) / 1000) * perSecond
    last = now
    for (; due >= 1; due--, done++) work()
    if (end.aborted) return { done, perSecond: (done / (now - began)) * 1000, worstDelay }
    await new Promise((resolve) => setTimeout(resolve, round))
  }
}

/** A signal to end work after some seconds. */
export function afterSeconds(seconds: number): AbortSignal {
  return AbortSignal.timeout(seconds * 1000)
}

/** A sentence for the reader of a figure that says more of the generator than of the server; empty where it kept up. */
export function paceWarning({ perSecond, worstDelay }: Pace, wanted: number): string {
  if (perSecond >= wanted * 0.95) return ''
  return `The generator was the bottleneck: ${perSecond.toFixed(0)} of ${wanted} a second, ${worstDelay.toFixed(0)} ms late at worst.`
}
