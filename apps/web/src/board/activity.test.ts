import type { Change, Element } from '@drawbridge/board'
import { elementId, rectangle, stroke } from '@drawbridge/board'
import { expect, test } from 'vitest'
import { Activity } from './activity.ts'

const id = (n: number) => elementId(new Uint8Array(16).fill(n))
const box = { minX: 0, minY: 0, maxX: 1, maxY: 1 }
const square = (n: number) => rectangle({ id: id(n), index: 'a0', box })
const line = (n: number) => stroke({ id: id(n), index: 'a0', points: [{ x: 0, y: 0 }] })

const came = (after: Element): Change => ({ id: after.id, before: undefined, after })
const changed = (after: Element): Change => ({ id: after.id, before: { ...after }, after })
const went = (before: Element): Change => ({ id: before.id, before, after: undefined })

test('many small changes are few deeds: a stroke counts once however it grows', () => {
  const activity = new Activity()
  activity.note('ann', [came(line(1))])
  for (let i = 0; i < 50; i++) activity.note('ann', [changed(line(1))])
  activity.note('ann', [
    came(line(2)),
    came(square(3)),
    changed(square(4)),
    changed(square(4)),
    went(square(5)),
  ])
  activity.note('ben', [changed(square(1))])
  expect(activity.take()).toEqual([
    { client: 'ann', drew: 2, added: 1, changed: 1, deleted: 1 },
    { client: 'ben', drew: 0, added: 0, changed: 1, deleted: 0 },
  ])
  expect(activity.take()).toEqual([])
})

test('what came and went is not told, and what went and came back has changed', () => {
  const activity = new Activity()
  activity.note('ann', [came(square(1))])
  activity.note('ann', [went(square(1))])
  expect(activity.take()).toEqual([])
  activity.note('ann', [went(square(2))])
  activity.note('ann', [came(square(2))])
  expect(activity.take()).toMatchObject([{ changed: 1, deleted: 0, added: 0 }])
})

test('settings are no element', () => {
  const activity = new Activity()
  activity.note('ann', [{ id: null, before: undefined, after: undefined }])
  expect(activity.take()).toEqual([])
})
