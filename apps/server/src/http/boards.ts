import type { Role } from '@drawbridge/protocol'
import {
  BoardDocument,
  BoardId,
  BoardInfo,
  CreateBoardBody,
  CreatedBoard,
  DrawbridgeError,
  Entries,
  EntriesQuery,
  ErrorBody,
  Session,
  SessionBody,
} from '@drawbridge/protocol'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { hashKey, newBoardId, newKey, roleOfKey } from '../access/keys.ts'
import type { Tokens } from '../access/tokens.ts'
import { entryAsJson } from '../boards/board-json.ts'
import type { FoldedBoards } from '../boards/folded-boards.ts'
import { decodeEntries } from '../boards/decode-entries.ts'
import { ServedSnapshots } from '../boards/served-snapshots.ts'
import type { OpLog } from '../log/op-log.ts'
import { accessOf } from './bearer.ts'
import { inPieces, takesGzip } from './large-answer.ts'
import type { AddressRate } from './address-rate.ts'
import { fail } from './errors.ts'

export interface BoardRouteParts {
  readonly log: OpLog
  readonly boards: FoldedBoards
  readonly tokens: Tokens
  readonly creationRate: AddressRate
  readonly publicUrl: string | null
}

const readBytes = 1024 * 1024
const defaultEntries = 200

const BoardParams = Type.Object({ id: BoardId })
const refusals = { '4xx': ErrorBody, '5xx': ErrorBody }
const security = [{ token: [] }]

function perRole<T>(make: (role: Role) => T): Record<Role, T> {
  return { owner: make('owner'), editor: make('editor'), viewer: make('viewer') }
}

/** /api/boards: making boards, getting access to them, reading them. */
export function serveBoards(fastify: FastifyInstance, parts: BoardRouteParts): void {
  const { log, boards, tokens, creationRate, publicUrl } = parts
  const snapshots = new ServedSnapshots(log)
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.post(
    '/api/boards',
    {
      schema: {
        summary: 'Make a board',
        body: CreateBoardBody,
        response: { 201: CreatedBoard, ...refusals },
      },
    },
    async (request, reply) => {
      creationRate.take(request.ip)
      const id = newBoardId()
      const title = request.body.title ?? ''
      const keys = perRole(() => newKey())
      const keyHashes = perRole((role) => hashKey(keys[role]))
      await log.createBoard(id, { title, keyHashes, createdAt: Date.now() })
      const address = publicUrl ?? `${request.protocol}://${request.host}`
      const links = perRole((role) => `${address}/b/${id}#${keys[role]}`)
      return reply.code(201).send({ id, title, keys, links })
    },
  )

  app.post(
    '/api/boards/:id/session',
    {
      schema: {
        summary: 'Get an access token for a key',
        params: BoardParams,
        body: SessionBody,
        response: { 200: Session, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params
      const { key, name = '' } = request.body
      const { keyHashes, title } = await log.metadata(id)
      const role = roleOfKey(key, keyHashes) ?? fail('BOARD_NOT_FOUND')
      return { ...tokens.issue(id, role, name), role, title }
    },
  )

  app.get(
    '/api/boards/:id',
    {
      schema: {
        summary: 'What a board is called and how far its log goes',
        params: BoardParams,
        security,
        response: { 200: BoardInfo, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params
      const { role } = accessOf(request, id, tokens)
      const { title, createdAt, updatedAt } = await log.metadata(id)
      const { epoch, seq, elementCount } = await boards.count(id)
      return { id, title, role, head: seq, epoch, elementCount, createdAt, updatedAt }
    },
  )

  app.get(
    '/api/boards/:id/document',
    {
      schema: {
        summary: 'What is on a board, as JSON',
        description:
          "Elements in paint order, positions in board units. A stroke's `points` are lists of [x, y, pressure, time]: x and y from the stroke's own x and y, pressure from 0 to 1, time in milliseconds since it was begun; what was erased of it is in `erased`, as ranges of point indices in 1/256.",
        params: BoardParams,
        security,
        response: { 200: BoardDocument, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      accessOf(request, id, tokens)
      const json = await boards.document(id)
      return reply.type('application/json; charset=utf-8').send(Buffer.from(json) as never)
    },
  )

  app.get(
    '/api/boards/:id/snapshot/:seq',
    {
      schema: {
        summary: 'The newest snapshot, as the binary format of @drawbridge/protocol',
        params: Type.Object({ id: BoardId, seq: Type.Integer({ minimum: 1 }) }),
        security,
        produces: ['application/octet-stream'],
        response: { 200: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { id, seq } = request.params
      accessOf(request, id, tokens)
      const snapshot = await snapshots.find(id, seq)
      if (!snapshot) throw new DrawbridgeError('SNAPSHOT_NOT_FOUND')
      reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('etag', `"${snapshot.tag}"`)
        .header('vary', 'accept-encoding')
        .type('application/octet-stream')
      if (request.headers['if-none-match'] === `"${snapshot.tag}"`)
        return reply.code(304).send(undefined as never)
      const gzipped = takesGzip(request.headers['accept-encoding']) ? snapshot.gzipped : undefined
      if (gzipped) reply.header('content-encoding', 'gzip')
      const bytes = gzipped ?? snapshot.bytes
      return reply.header('content-length', bytes.length).send(inPieces(bytes) as never)
    },
  )

  app.get(
    '/api/boards/:id/entries',
    {
      schema: {
        summary: "A part of a board's log",
        description: 'Points of strokes are as in the document.',
        params: BoardParams,
        querystring: EntriesQuery,
        security,
        response: { 200: Entries, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params
      accessOf(request, id, tokens)
      const { after = 0, limit = defaultEntries } = request.query
      const { epoch, head, base, entries } = await log.read(id, after, readBytes)
      return { epoch, head, entries: decodeEntries(base, entries.slice(0, limit)).map(entryAsJson) }
    },
  )
}
