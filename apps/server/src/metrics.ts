import type { ErrorCode } from '@drawbridge/protocol'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What this instance counts, for Prometheus. One per app, so that several can live in one process. */
export class Metrics {
  readonly registry = new Registry()
  readonly entriesAppended = new Counter({
    name: 'drawbridge_entries_appended_total',
    help: 'Entries that this instance handed to the log and that are stored',
    registers: [this.registry],
  })
  readonly appendSeconds = new Histogram({
    name: 'drawbridge_append_seconds',
    help: 'Time that one append to the log took',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  })
  readonly refusals = new Counter({
    name: 'drawbridge_submit_refusals_total',
    help: 'Submits that were refused',
    labelNames: ['code'],
    registers: [this.registry],
  })
  readonly deliveries = new Counter({
    name: 'drawbridge_deliveries_total',
    help: 'Live messages of boards, counted once for each connection that one went to',
    labelNames: ['event'],
    registers: [this.registry],
  })
  readonly snapshots = new Counter({
    name: 'drawbridge_snapshots_total',
    help: 'Snapshots that this instance made',
    registers: [this.registry],
  })
  readonly segments = new Counter({
    name: 'drawbridge_segments_total',
    help: 'Pieces of history that this instance wrote',
    registers: [this.registry],
  })
  readonly frozen = new Counter({
    name: 'drawbridge_boards_frozen_total',
    help: 'Boards that this instance moved to the cold store',
    registers: [this.registry],
  })
  readonly upkeepFailures = new Counter({
    name: 'drawbridge_upkeep_failures_total',
    help: 'Snapshots, compactions and moves to the cold store that failed and will be tried again',
    registers: [this.registry],
  })

  constructor() {
    // Event loop lag, processor, memory, garbage collection, open handles.
    collectDefaultMetrics({ register: this.registry })
  }

  refused(code: ErrorCode): void {
    this.refusals.inc({ code })
  }

  /** @param thawed how many boards were brought back from the cold store */
  observeThaws(thawed: () => number): void {
    new Counter({
      name: 'drawbridge_boards_thawed_total',
      help: 'Boards that this instance brought back from the cold store',
      registers: [this.registry],
      collect() {
        this.reset()
        this.inc(thawed())
      },
    })
  }

  /** @param read bytes that the masters of Redis use; rejects while one does not answer */
  observeRedisMemory(read: () => Promise<number>): void {
    new Gauge({
      name: 'drawbridge_redis_memory_bytes',
      help: 'Memory that Redis uses, all masters of a cluster together; no value while one does not answer',
      registers: [this.registry],
      async collect() {
        this.set(await read().catch(() => NaN))
      },
    })
  }

  /** @param isBehind whether entries wait for replicas that do not come along */
  observeReplicas(isBehind: () => boolean): void {
    new Gauge({
      name: 'drawbridge_replicas_behind',
      help: '1 while too few replicas of Redis keep up, so that entries are refused',
      registers: [this.registry],
      collect() {
        this.set(isBehind() ? 1 : 0)
      },
    })
  }

  /** Gauges that are read when someone asks. */
  observe(read: {
    connections: () => number
    connectionsBehind: () => number
    boards: () => number
    sendQueue: () => { packets: number; bytes: number }
  }): void {
    new Gauge({
      name: 'drawbridge_send_queue_packets',
      help: 'Packets that wait for their connections to be written to',
      registers: [this.registry],
      collect() {
        // One walk over all connections for both: this one is registered, and so collected, before the other is read.
        const { packets, bytes } = read.sendQueue()
        this.set(packets)
        sendQueueBytes.set(bytes)
      },
    })
    const sendQueueBytes = new Gauge({
      name: 'drawbridge_send_queue_bytes',
      help: 'Bytes that were written to connections and that the kernel has not taken',
      registers: [this.registry],
    })
    new Gauge({
      name: 'drawbridge_connections',
      help: 'Open sockets',
      registers: [this.registry],
      collect() {
        this.set(read.connections())
      },
    })
    new Gauge({
      name: 'drawbridge_connections_behind',
      help: 'Connections that read too slowly and get nothing live until they have caught up',
      registers: [this.registry],
      collect() {
        this.set(read.connectionsBehind())
      },
    })
    new Gauge({
      name: 'drawbridge_boards_hosted',
      help: 'Boards that have, or a moment ago had, a connection here',
      registers: [this.registry],
      collect() {
        this.set(read.boards())
      },
    })
  }
}
