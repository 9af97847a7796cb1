/** How late a server's event loop was, in milliseconds, since it was asked last. */
export interface EventLoopLag {
  readonly p99: number
  readonly max: number
}

/** What Node measures with begins at the time between two looks. */
const precision = 10

/** Asks a server of ours; asking begins a new span. */
export async function eventLoopLag(url: string): Promise<EventLoopLag> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = (name: string) => {
    const seconds = Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)`, 'm').exec(text)?.[1])
    return Math.max(0, seconds * 1000 - precision)
  }
  return { p99: value('p99'), max: value('max') }
}
