import type { MeasuredSystem } from './measured-system.ts'

/** How late a server's event loop was, in milliseconds, since it was asked last. */
export interface EventLoopLag {
  readonly p99: number
  readonly max: number
}

/** What Node measures with begins at the time between two looks. */
const precision = 10

/** Asks a server of ours; asking begins a new span. */
async function eventLoopLag(url: string): Promise<EventLoopLag> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = (name: string) => {
    const seconds = Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)`, 'm').exec(text)?.[1])
    return Math.max(0, seconds * 1000 - precision)
  }
  return { p99: value('p99'), max: value('max') }
}

/** Of the worst instance; undefined where no server tells. Asking begins a new span. */
export async function worstLag({ parts }: MeasuredSystem): Promise<EventLoopLag | undefined> {
  const lags = await Promise.all(parts.flatMap(({ url }) => (url === undefined ? [] : [eventLoopLag(url)])))
  if (lags.length === 0) return undefined
  return { p99: Math.max(...lags.map(({ p99 }) => p99)), max: Math.max(...lags.map(({ max }) => max)) }
}
