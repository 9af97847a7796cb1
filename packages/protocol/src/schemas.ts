import Type from 'typebox'
import { errors } from './errors.ts'
import { boardIdPattern, clientKeyPattern, fileIdPattern } from './names.ts'
import type { ErrorCode } from './errors.ts'
import type { Role } from './events.ts'
import { roles } from './events.ts'
import { mostLaserPoints } from './limits.ts'

/** Schemas of everything that comes from outside as JSON: HTTP bodies and answers, the handshake, presence. */

export const BoardId = Type.String({ pattern: boardIdPattern.source, description: "A board's id" })
export const FileId = Type.String({ pattern: fileIdPattern.source, description: "A file's hash" })
export const RoleSchema = Type.Unsafe<Role>(Type.Union(roles.map((role) => Type.Literal(role))))
const Seq = Type.Integer({ minimum: 0, description: "Position in the board's log" })

export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.Unsafe<ErrorCode>(Type.Union(Object.keys(errors).map((code) => Type.Literal(code)))),
    message: Type.String(),
    retryAfter: Type.Optional(Type.Number({ description: 'Milliseconds to wait before a retry' })),
  }),
})

export const CreateBoardBody = Type.Object({
  title: Type.Optional(Type.String({ maxLength: 200 })),
})

const perRole = (description: string) =>
  Type.Object({ owner: Type.String(), editor: Type.String(), viewer: Type.String() }, { description })

export const CreatedBoard = Type.Object({
  id: BoardId,
  title: Type.String(),
  keys: perRole('Shown this once: the server keeps only hashes'),
  links: perRole('Addresses that open the board with the role'),
})

export const SessionBody = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 200 }),
  name: Type.Optional(Type.String({ maxLength: 60, description: 'Shown to the others' })),
})

export const Session = Type.Object({
  token: Type.String(),
  role: RoleSchema,
  title: Type.String({ description: 'Of the board' }),
  expiresAt: Type.Integer({ description: 'Milliseconds since 1970' }),
})

export const BoardInfo = Type.Object({
  id: BoardId,
  title: Type.String(),
  role: RoleSchema,
  head: Seq,
  epoch: Type.String(),
  elementCount: Type.Integer({ minimum: 0 }),
  createdAt: Type.Integer({ description: 'Milliseconds since 1970' }),
  updatedAt: Type.Integer({ description: 'Milliseconds since 1970' }),
})

export const BoardDocument = Type.Object({
  epoch: Type.String(),
  seq: Seq,
  hash: Type.String({ description: 'Equal exactly when two boards are' }),
  settings: Type.Record(Type.String(), Type.Unknown()),
  elements: Type.Array(Type.Record(Type.String(), Type.Unknown()), { description: 'In paint order' }),
})

export const EntriesQuery = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: 'Only entries after this seq' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
})

export const Entries = Type.Object({
  epoch: Type.String(),
  head: Seq,
  entries: Type.Array(
    Type.Object({
      seq: Seq,
      time: Type.Integer({ description: 'Milliseconds since 1970' }),
      client: Type.String(),
      n: Type.Integer({ minimum: 1 }),
      operations: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
})

export const HeldSchema = Type.Object({
  epoch: Type.String({ maxLength: 64 }),
  seq: Seq,
  mark: Type.String({ maxLength: 40 }),
  acknowledged: Type.Integer({ minimum: 0 }),
})

export const HandshakeSchema = Type.Object({
  protocol: Type.Integer(),
  token: Type.String({ maxLength: 4096 }),
  clientKey: Type.String({ pattern: clientKeyPattern.source }),
  have: Type.Optional(HeldSchema),
  short: Type.Optional(Type.Boolean()),
})

const Coordinate = Type.Number({ minimum: -1e12, maximum: 1e12 })

export const PresenceSchema = Type.Object({
  cursor: Type.Optional(Type.Object({ x: Coordinate, y: Coordinate })),
  selection: Type.Optional(Type.Array(Type.String({ maxLength: 22 }), { maxItems: 100 })),
  view: Type.Optional(
    Type.Object({
      x: Coordinate,
      y: Coordinate,
      width: Type.Number({ minimum: 0, maximum: 1e12 }),
      height: Type.Number({ minimum: 0, maximum: 1e12 }),
      page: Type.String({ maxLength: 22 }),
    }),
  ),
  following: Type.Optional(Type.String({ maxLength: 22 })),
  presenting: Type.Optional(Type.Boolean()),
  laser: Type.Optional(
    Type.Array(Type.Tuple([Coordinate, Coordinate, Type.Number({ minimum: 0, maximum: 60_000 })]), {
      maxItems: mostLaserPoints,
    }),
  ),
  idle: Type.Optional(Type.Boolean()),
  tool: Type.Optional(Type.String({ maxLength: 30 })),
  color: Type.Optional(Type.String({ pattern: '^#[0-9a-f]{6}$' })),
  name: Type.Optional(Type.String({ maxLength: 60 })),
})
