import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DrawbridgeError } from '@drawbridge/protocol'
import { isOriginAllowed } from '../access/origins.ts'
import type { AllowedOrigins } from '../config.ts'
import { sendError } from './errors.ts'

const hostPattern = /^[\w.:[\]-]+$/

/** WebSockets to ourselves, spelled out: not every browser counts them in with 'self'. */
function ourSockets(request: IncomingMessage, _response: ServerResponse): string {
  const { host = '' } = request.headers
  return hostPattern.test(host) ? `ws://${host} wss://${host}` : "'self'"
}

export async function setSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ourSockets],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Whether there is TLS, and for which names, is known to the proxy that ends it.
    strictTransportSecurity: false,
    // Browsers ignore it, and complain, on plain HTTP.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
}

/** Lets pages of the allowed other origins call the API; the answer of a request from another is withheld by their browser. */
export function answerAcrossOrigins(app: FastifyInstance, allowed: AllowedOrigins): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { origin } = request.headers
    if (origin === undefined || !request.url.startsWith('/api/')) return
    void reply.header('vary', 'origin')
    if (!isOriginAllowed(origin, request.host, allowed)) {
      if (request.method === 'OPTIONS') return sendError(reply, new DrawbridgeError('ORIGIN_NOT_ALLOWED'))
      return
    }
    void reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', 'retry-after')
    if (request.method !== 'OPTIONS') return
    return reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST, PUT')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '3600')
      .send()
  })
}
