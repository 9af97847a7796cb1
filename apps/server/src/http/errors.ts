import type { ErrorCode } from '@drawbridge/protocol'
import { DrawbridgeError, errors } from '@drawbridge/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

interface FrameworkError {
  readonly statusCode?: number
  readonly message?: string
  readonly validation?: readonly { readonly instancePath: string }[]
  readonly validationContext?: string
}

/** Whatever was thrown, as an error of the table. Undefined: a defect of ours, which nobody else needs to know about. */
function known(error: unknown): DrawbridgeError | undefined {
  if (error instanceof DrawbridgeError) return error
  const { statusCode = 500, message, validation, validationContext } = error as FrameworkError
  // An id that no board can have is an unknown board like any other.
  if (validationContext === 'params' && validation?.some(({ instancePath }) => instancePath === '/id'))
    return new DrawbridgeError('BOARD_NOT_FOUND')
  if (statusCode === 413) return new DrawbridgeError('TOO_LARGE')
  if (statusCode >= 400 && statusCode < 500) return new DrawbridgeError('BAD_REQUEST', message)
  return undefined
}

export function sendError(reply: FastifyReply, error: DrawbridgeError): FastifyReply {
  if (error.retryAfter !== undefined) void reply.header('retry-after', Math.ceil(error.retryAfter / 1000))
  // An error must not be kept in place of what an immutable address will hold later.
  return reply
    .code(errors[error.code].status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ error: error.toWire() })
}

/** Every error leaves as `{error: {code, message}}`, whoever raised it; an unknown address in a browser, as the page. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply) => {
    const answer = known(error)
    if (!answer) request.log.error(error)
    return sendError(reply, answer ?? new DrawbridgeError('INTERNAL'))
  })
  app.setNotFoundHandler((request, reply) => {
    // Whoever follows a wrong link is told by the page, in words.
    if (wantsPage(request) && 'sendFile' in reply) return reply.code(404).sendFile('index.html')
    return sendError(reply, new DrawbridgeError('NOT_FOUND'))
  })
}

/** Whether a browser asks in order to show what it gets. */
function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api/') && headers.accept?.includes('text/html') === true
}

/** Throws the error with this code; for guards in handlers. */
export function fail(code: ErrorCode, message?: string): never {
  throw new DrawbridgeError(code, message)
}
