import type { Handshake } from '@drawbridge/protocol'
import {
  boardOfNamespace,
  clientIdOf,
  DrawbridgeError,
  HandshakeSchema,
  protocolVersion,
} from '@drawbridge/protocol'
import { Compile } from 'typebox/compile'
import type { Tokens } from '../access/tokens.ts'
import type { Admitted } from './sockets.ts'

const handshakeSchema = Compile(HandshakeSchema)

/** What a handshake proves, or why it proves nothing. Synchronous: see `Tokens`. */
export function checkHandshake(namespace: string, auth: unknown, tokens: Tokens): Admitted | DrawbridgeError {
  // Before the shape: another version may have another one, and its client should hear the real reason.
  const version = (auth as { protocol?: unknown } | null)?.protocol
  if (typeof version === 'number' && version !== protocolVersion)
    return new DrawbridgeError('PROTOCOL_VERSION')
  if (!handshakeSchema.Check(auth)) return new DrawbridgeError('BAD_REQUEST', 'The handshake is malformed.')
  const { token, clientKey, have, short = false } = auth as Handshake
  const access = tokens.verify(token)
  if (!access || access.board !== boardOfNamespace(namespace)) return new DrawbridgeError('UNAUTHORIZED')
  return { access, client: clientIdOf(clientKey), have, short }
}
