import type { Span, Tracer } from '@opentelemetry/api'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { EntryGroup } from './log/op-log.ts'

/** Whose submit it is, and of what. */
export interface Submitter {
  readonly board: string
  readonly connection: string
  readonly client: string
}

/** A live message that comes later than this belongs to something else. Milliseconds. */
const deliveredWithin = 5000

/** One submit on its way from the socket to the people on the board. */
export class SubmitTrace {
  readonly board: string
  readonly #tracer: Tracer
  readonly #whole: Span
  #gate: Span | undefined
  #queue: Span | undefined
  #append: Span | undefined
  #fanOut: Span | undefined
  readonly #handedOver: (trace: SubmitTrace) => void

  constructor(
    tracer: Tracer,
    { board, connection, client }: Submitter,
    handedOver: (trace: SubmitTrace) => void,
  ) {
    this.board = board
    this.#tracer = tracer
    this.#handedOver = handedOver
    this.#whole = tracer.startSpan('submit', {
      kind: SpanKind.SERVER,
      attributes: {
        'drawbridge.board': board,
        'drawbridge.connection': connection,
        'drawbridge.client': client,
      },
    })
    this.#gate = this.#part('gate')
  }

  /** Past the gate, as this group, which waits for its turn now. */
  passed({ first, entries }: EntryGroup): void {
    this.#whole.setAttributes({ 'drawbridge.first': first, 'drawbridge.entries': entries.length })
    this.#gate?.end()
    this.#queue = this.#part('queue')
  }

  /** Handed to the log, which publishes in the step that stores. */
  appending(): void {
    this.#queue?.end()
    this.#append = this.#part('append')
    this.#fanOut = this.#part('fan-out')
    this.#handedOver(this)
  }

  /** The log has answered. */
  appended(): void {
    this.#append?.end()
  }

  /** A live message of the board has left for the connections here. */
  delivered(receivers: number): void {
    this.#fanOut?.setAttribute('drawbridge.receivers', receivers)
    this.#fanOut?.end()
  }

  /** The client has its answer. @param code why it was refused */
  answered(code: string | undefined): void {
    for (const part of [this.#gate, this.#queue, this.#append]) if (part?.isRecording()) part.end()
    if (code !== undefined) this.#whole.setStatus({ code: SpanStatusCode.ERROR, message: code })
    this.#whole.end()
  }

  #part(name: string): Span {
    return this.#tracer.startSpan(name, {}, trace.setSpan(ROOT_CONTEXT, this.#whole))
  }
}

/** Follows a share of all submits, and sends what it saw to an OpenTelemetry collector. */
export class Tracing {
  readonly #share: number
  readonly #provider: TracerProvider
  readonly #tracer: Tracer
  readonly #groups = new WeakMap<EntryGroup, SubmitTrace>()
  /** By board: handed to the log, and nothing of the board has left for its connections since. */
  readonly #underWay = new Map<string, Set<SubmitTrace>>()

  /**
   * @param share of all submits, above 0 and at most 1
   * @param collector address of an OTLP/HTTP endpoint, without `/v1/traces`
   * @param instance names this process
   */
  constructor({
    share,
    collector,
    instance,
  }: {
    readonly share: number
    readonly collector: string
    readonly instance: string
  }) {
    this.#share = share
    const exporter = new OTLPTraceExporter({ url: `${collector.replace(/\/$/, '')}/v1/traces` })
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'drawbridge', 'service.instance.id': instance }),
      spanProcessors: [new BatchSpanProcessor({ exporter })],
    })
    this.#tracer = this.#provider.getTracer('drawbridge')
  }

  /** Undefined for those that are not followed. */
  begin(submitter: Submitter): SubmitTrace | undefined {
    if (Math.random() >= this.#share) return undefined
    return new SubmitTrace(this.#tracer, submitter, this.#follow)
  }

  /** The group that stands for a submit from now on. */
  passed(submit: SubmitTrace, group: EntryGroup): void {
    this.#groups.set(group, submit)
    submit.passed(group)
  }

  /** Groups are handed to the log. */
  appending(groups: readonly EntryGroup[]): void {
    for (const group of groups) this.#groups.get(group)?.appending()
  }

  appended(groups: readonly EntryGroup[]): void {
    for (const group of groups) this.#groups.get(group)?.appended()
  }

  /** A live message of a board has left: of all that was handed to the log before, as far as can be told from here. */
  delivered(board: string, receivers: number): void {
    const traces = this.#underWay.get(board)
    if (!traces) return
    this.#underWay.delete(board)
    for (const submit of traces) submit.delivered(receivers)
  }

  /** Sends what is left; never rejects, as nobody waits for a collector that is away. */
  async close(): Promise<void> {
    await this.#provider.shutdown().catch(() => undefined)
  }

  readonly #follow = (submit: SubmitTrace): void => {
    const { board } = submit
    const traces = this.#underWay.get(board) ?? new Set()
    traces.add(submit)
    this.#underWay.set(board, traces)
    setTimeout(() => {
      traces.delete(submit)
      if (traces.size === 0 && this.#underWay.get(board) === traces) this.#underWay.delete(board)
    }, deliveredWithin).unref()
  }
}
