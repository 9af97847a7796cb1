import type { PresenceState } from '@drawbridge/protocol'
import { PresenceSchema } from '@drawbridge/protocol'
import { Compile } from 'typebox/compile'

const presenceSchema = Compile(PresenceSchema)
/** As in the schema. */
const furthest = 1e12

/** Known properties only: whatever else a client sends goes no further. Undefined for what is malformed or too large. */
export function checkPresence(state: unknown, maxBytes: number): PresenceState | undefined {
  if (!presenceSchema.Check(state)) return undefined
  const { cursor, selection, view, following, presenting, laser, idle, tool, color, name } =
    state as PresenceState
  const known = {
    ...(cursor && { cursor: { x: cursor.x, y: cursor.y } }),
    ...(selection && { selection }),
    ...(view && { view: { x: view.x, y: view.y, width: view.width, height: view.height, page: view.page } }),
    ...(following !== undefined && { following }),
    ...(presenting && { presenting }),
    ...(laser && { laser }),
    ...(idle && { idle }),
    ...(tool !== undefined && { tool }),
    ...(color !== undefined && { color }),
    ...(name !== undefined && { name }),
  }
  return Buffer.byteLength(JSON.stringify(known)) <= maxBytes ? known : undefined
}

/** Whether this may be a coordinate of a cursor. */
export function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= furthest
}
