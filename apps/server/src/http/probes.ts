import { DrawbridgeError } from '@drawbridge/protocol'
import type { FastifyInstance } from 'fastify'
import type { OpLog } from '../log/op-log.ts'
import type { Metrics } from '../metrics.ts'

/** For balancers and Prometheus: alive, ready to take people, and how it is going. */
export function serveProbes(
  app: FastifyInstance,
  parts: { readonly log: OpLog; readonly metrics: Metrics; readonly draining: () => boolean },
): void {
  const { log, metrics, draining } = parts
  const hidden = { schema: { hide: true } }

  app.get('/healthz', hidden, async () => ({ ok: true }))

  app.get('/readyz', hidden, async () => {
    if (draining()) throw new DrawbridgeError('SHUTTING_DOWN')
    await log.ping()
    return { ok: true }
  })

  app.get('/metrics', hidden, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
