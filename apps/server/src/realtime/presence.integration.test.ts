import type { Peer } from '@drawbridge/protocol'
import { clientIdOf, defaultLimits, mostLaserPoints } from '@drawbridge/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Instance } from '../testing/instance.ts'
import { clientKey, startInstance } from '../testing/instance.ts'
import { joinAs } from '../testing/join-as.ts'
import type { RawClient } from '../testing/raw-client.ts'
import { checkPresence } from './presence-state.ts'

let instance: Instance

beforeAll(async () => {
  instance = await startInstance()
})

afterAll(() => instance.stop())

const idOf = (name: string) => clientIdOf(clientKey(name))

/** What a client has been told of another, up to the first state that fits. */
async function seen(client: RawClient, name: string, fits: (peer: Peer) => boolean): Promise<Peer> {
  for (;;) {
    const [{ peers = [] }] = await client.next('presence')
    const found = peers.find(([, peer]) => peer.client === idOf(name) && fits(peer))
    if (found) return found[1]
  }
}

test('whoever comes learns at once who is there, and is seen by them', async () => {
  const board = await instance.makeBoard()
  const ann = await joinAs(instance, board, 'ann')
  ann.emit('presence', { cursor: { x: 1, y: 2 }, name: 'Ann', color: '#aabbcc' })
  await ann.ask('read', 0, '')
  const bob = await joinAs(instance, board, 'bob')
  const [{ peers = [], gone }] = await bob.next('presence')
  expect(peers.map(([, peer]) => peer).filter(({ client }) => client !== idOf('bob'))).toEqual([
    { client: idOf('ann'), name: 'Ann', role: 'editor', cursor: { x: 1, y: 2 }, color: '#aabbcc' },
  ])
  expect(gone).toBeUndefined()
  await seen(ann, 'bob', () => true)
})

test('who is alone is told nothing of presence', async () => {
  const board = await instance.makeBoard()
  const ann = await joinAs(instance, board, 'ann')
  ann.emit('presence', { name: 'Ann' })
  ann.emit('cursor', 1, 2)
  await ann.ask('read', 0, '')
  const bob = await joinAs(instance, board, 'bob')
  await seen(ann, 'bob', () => true)
  expect(ann.history.filter((name) => name === 'presence')).toHaveLength(1)
  bob.close()
  const [{ gone }] = await ann.next('presence')
  expect(gone).toEqual([idOf('bob')])
})

test('a burst of moves becomes few packets, and the last one counts', async () => {
  const board = await instance.makeBoard()
  const ann = await joinAs(instance, board, 'ann')
  const bob = await joinAs(instance, board, 'bob')
  await seen(bob, 'ann', () => true)
  for (let x = 1; x <= 100; x++) ann.emit('cursor', x + 0.001, -0.5)
  for (;;) {
    const [{ cursors = [] }] = await bob.next('presence')
    const [alias, x, y] = cursors
    if (x !== 100) continue
    expect([alias, y]).toEqual([expect.stringMatching(/^.{4,8}$/), -0.5])
    break
  }
  expect(bob.history.filter((name) => name === 'presence').length).toBeLessThan(20)
})

test('a cursor that is none is passed over', async () => {
  const board = await instance.makeBoard()
  const ann = await joinAs(instance, board, 'ann')
  const bob = await joinAs(instance, board, 'bob')
  await seen(bob, 'ann', () => true)
  for (const [x, y] of [[1], ['1', 2], [1, null], [1e13, 0], [[], {}]]) ann.emit('cursor', x, y)
  ann.emit('cursor', 5, 6)
  const [{ cursors = [] }] = await bob.next('presence')
  expect(cursors.slice(1)).toEqual([5, 6])
})

test('whoever leaves is gone, unless they are back already', async () => {
  const board = await instance.makeBoard()
  const ann = await joinAs(instance, board, 'ann')
  const old = await joinAs(instance, board, 'bob')
  const back = await joinAs(instance, board, 'bob')
  old.close()
  back.emit('presence', { tool: 'pen' })
  await seen(ann, 'bob', ({ tool }) => tool === 'pen')
  back.close()
  for (;;) {
    const [{ gone }] = await ann.next('presence')
    if (!gone) continue
    expect(gone).toEqual([idOf('bob')])
    break
  }
})

test('only what presence may hold is passed on', () => {
  const { presenceBytes } = defaultLimits
  expect(checkPresence({ cursor: { x: 1, y: 2, z: 3 }, more: 1 }, presenceBytes)).toEqual({
    cursor: { x: 1, y: 2 },
  })
  expect(checkPresence({}, presenceBytes)).toEqual({})
  for (const bad of [null, undefined, 5, 'x', [], { cursor: 1 }, { cursor: { x: NaN, y: 0 } }, { name: 1 }])
    expect(checkPresence(bad, presenceBytes)).toBeUndefined()
  expect(checkPresence({ color: 'url(evil)' }, presenceBytes)).toBeUndefined()
  const view = { x: 1, y: 2, width: 3, height: 4, page: '' }
  const whole = { view, following: 'a', presenting: true, laser: [[1, 2, 3]], idle: true }
  expect(checkPresence({ ...whole, view: { ...view, more: 1 } }, presenceBytes)).toEqual(whole)
  expect(checkPresence({ presenting: false, idle: false }, presenceBytes)).toEqual({})
  for (const bad of [
    { view: { ...view, page: 'x'.repeat(23) } },
    { view: { x: 1, y: 2, width: 3, height: 4 } },
    { following: 1 },
    { laser: [[1, 2]] },
    { laser: [[1, 2, 3, 4]] },
    { laser: [[1, 2, -1]] },
    { laser: Array.from({ length: mostLaserPoints + 1 }, () => [1, 2, 3]) },
  ])
    expect(checkPresence(bad, presenceBytes)).toBeUndefined()
  const selection = Array.from({ length: 100 }, () => 'x'.repeat(22))
  expect(checkPresence({ selection }, 1000)).toBeUndefined()
  expect(checkPresence({ selection }, presenceBytes)).toEqual({ selection })
})
