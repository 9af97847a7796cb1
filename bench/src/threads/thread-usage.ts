import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { socketBytes } from './socket-bytes.ts'

/** What a thread of the generator has spent since it was asked to begin. */
export interface Usage {
  /** Bytes from and to the servers. */
  readonly read: number
  readonly written: number
  /** Share of the time that the thread was at work: near 1 it is what limits. */
  readonly busy: number
  /** Milliseconds. */
  readonly lag99: number
}

/** What Node measures with begins at the time between two looks. Milliseconds. */
const resolution = 10

/** Measures the thread that it is made in. Must be loaded before the first socket is opened. */
export class UsageMeter {
  readonly #loopDelay = monitorEventLoopDelay({ resolution })
  #bytes = socketBytes()
  #utilization = performance.eventLoopUtilization()

  constructor() {
    this.#loopDelay.enable()
  }

  /** Figures are from here on. */
  begin(): void {
    this.#bytes = socketBytes()
    this.#utilization = performance.eventLoopUtilization()
    this.#loopDelay.reset()
  }

  read(): Usage {
    const { read, written } = socketBytes()
    return {
      read: read - this.#bytes.read,
      written: written - this.#bytes.written,
      busy: performance.eventLoopUtilization(this.#utilization).utilization,
      lag99: Math.max(0, this.#loopDelay.percentile(99) / 1e6 - resolution),
    }
  }
}

/** Of several threads: bytes of all, the busiest and the latest of them. */
export function usageOfAll(threads: readonly Usage[]): Usage {
  return {
    read: threads.reduce((sum, { read }) => sum + read, 0),
    written: threads.reduce((sum, { written }) => sum + written, 0),
    busy: Math.max(...threads.map(({ busy }) => busy)),
    lag99: Math.max(...threads.map(({ lag99 }) => lag99)),
  }
}
