import { DrawbridgeError, fileIdOf, FileId, BoardId, ErrorBody, mayEdit } from '@drawbridge/protocol'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Tokens } from '../access/tokens.ts'
import type { FileStore } from '../files/file-store.ts'
import { pictureType } from '../files/picture-type.ts'
import type { AddressRate } from './address-rate.ts'
import { accessOf } from './bearer.ts'
import { fail } from './errors.ts'

export interface FileRouteParts {
  readonly files: FileStore
  readonly tokens: Tokens
  readonly rate: AddressRate
  /** Of one file, and of all files of a board. */
  readonly maxFileBytes: number
  readonly maxBoardBytes: number
}

const FileParams = Type.Object({ id: BoardId, file: FileId })
const refusals = { '4xx': ErrorBody, '5xx': ErrorBody }
const security = [{ token: [] }]
/** A picture that somebody opens by itself can run nothing and load nothing. */
const powerless = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** /api/boards/:id/files: the pictures of a board, each under the hash of its bytes. */
export async function serveFiles(fastify: FastifyInstance, parts: FileRouteParts): Promise<void> {
  // In a scope of its own, because here bodies are bytes, whatever they are called.
  await fastify.register(async (scope) => {
    const bodyLimit = parts.maxFileBytes
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    )
    addRoutes(scope, parts)
  })
}

function addRoutes(scope: FastifyInstance, parts: FileRouteParts): void {
  const { files, tokens, rate, maxFileBytes, maxBoardBytes } = parts
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()
  app.put(
    '/api/boards/:id/files/:file',
    {
      bodyLimit: maxFileBytes,
      schema: {
        summary: 'Store a picture',
        description:
          'The body is its bytes: PNG, JPEG, GIF, WebP, AVIF or SVG. The last part of the address is their SHA-256 hash in base64url. May be repeated.',
        params: FileParams,
        security,
        consumes: ['application/octet-stream'],
        response: { 204: Type.Null(), ...refusals },
      },
      // Before the body is taken in.
      async onRequest(request: FastifyRequest) {
        const { id } = request.params as { id: string }
        if (!mayEdit(accessOf(request, id, tokens).role)) fail('READ_ONLY')
        rate.take(request.ip)
        if (Number(request.headers['content-length']) > maxFileBytes) fail('FILE_TOO_LARGE')
      },
      errorHandler(error) {
        const { statusCode } = error as { readonly statusCode?: number }
        throw statusCode === 413 ? new DrawbridgeError('FILE_TOO_LARGE') : error
      },
    },
    async (request, reply) => {
      const { id, file } = request.params
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array()
      if (fileIdOf(bytes) !== file) fail('FILE_HASH_WRONG')
      if ((await pictureType(bytes)) === undefined) fail('FILE_TYPE_UNKNOWN')
      if (!(await files.put(id, file, bytes, maxBoardBytes))) fail('FILES_FULL')
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/boards/:id/files/:file',
    {
      schema: {
        summary: 'A picture that was stored',
        params: FileParams,
        security,
        produces: ['image/*'],
        response: {
          200: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }),
          304: Type.Null(),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { id, file } = request.params
      accessOf(request, id, tokens)
      const etag = `"${file}"`
      void reply.header('cache-control', 'private, max-age=31536000, immutable').header('etag', etag)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
      const bytes = (await files.get(id, file)) ?? fail('FILE_NOT_FOUND')
      return reply
        .header('content-security-policy', powerless)
        .header('x-content-type-options', 'nosniff')
        .type((await pictureType(bytes)) ?? 'application/octet-stream')
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )
}
