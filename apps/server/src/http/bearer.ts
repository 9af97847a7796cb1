import type { FastifyRequest } from 'fastify'
import type { Access, Tokens } from '../access/tokens.ts'
import { fail } from './errors.ts'

/** The access that a request's bearer token gives to a board. Throws UNAUTHORIZED. */
export function accessOf(request: FastifyRequest, board: string, tokens: Tokens): Access {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const access = token === undefined ? undefined : tokens.verify(token)
  return access?.board === board ? access : fail('UNAUTHORIZED')
}
