import type { Peer, PresenceState } from '@drawbridge/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Presence } from './presence.ts'

let sent: { readonly state: PresenceState; readonly isCursorOnly: boolean }[]
let presence: Presence

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  presence = new Presence(
    (state, isCursorOnly) => sent.push({ state, isCursorOnly }),
    () => undefined,
  )
  presence.connected('me')
  vi.runAllTimers()
})
afterEach(() => void vi.useRealTimers())

const ann: Peer = { client: 'ann', name: 'Ann', role: 'editor', color: '#aabbcc' }

test('who is alone says once who they are, and the rest when someone comes', () => {
  expect(sent).toEqual([{ state: {}, isCursorOnly: false }])
  presence.set({ color: '#112233' })
  presence.set({ cursor: { x: 1, y: 2 } })
  vi.runAllTimers()
  expect(sent).toHaveLength(1)
  presence.received({ peers: [['x1', ann]] })
  vi.runAllTimers()
  expect(sent.slice(1)).toEqual([
    { state: { color: '#112233', cursor: { x: 1, y: 2 } }, isCursorOnly: false },
  ])
})

test('a cursor that moves is all that is sent', () => {
  presence.received({ peers: [['x1', ann]] })
  presence.set({ cursor: { x: 1, y: 2 } })
  vi.runAllTimers()
  expect(sent.at(-1)?.isCursorOnly).toBe(true)
  presence.set({ cursor: { x: 2, y: 2 }, tool: 'pen' })
  vi.runAllTimers()
  expect(sent.at(-1)?.isCursorOnly).toBe(false)
  presence.set({ cursor: undefined })
  vi.runAllTimers()
  expect(sent.at(-1)).toEqual({ state: { tool: 'pen' }, isCursorOnly: false })
})

test('cursors move those whose alias is known', () => {
  presence.received({ peers: [['x1', ann]] })
  presence.received({ cursors: ['x1', 5, 6, 'nobody', 1, 1] })
  expect(presence.peers).toEqual([{ ...ann, cursor: { x: 5, y: 6 } }])
  presence.received({ gone: ['ann'] })
  presence.received({ cursors: ['x1', 7, 8] })
  expect(presence.peers).toEqual([])
})

test('who left one instance and is told of by another in the same update has come back', () => {
  presence.received({ peers: [['x1', ann]] })
  presence.received({ gone: ['ann'], peers: [['y1', ann]] })
  expect(presence.peers).toEqual([ann])
})

test('who is not spoken of any more is gone', () => {
  const ben: Peer = { client: 'ben', name: 'Ben', role: 'viewer' }
  presence.received({
    peers: [
      ['x1', ann],
      ['x2', ben],
    ],
  })
  for (let i = 0; i < 4; i++) {
    vi.advanceTimersByTime(10_000)
    presence.received({ alive: ['x1'] })
  }
  expect(presence.peers).toEqual([ann])
})
