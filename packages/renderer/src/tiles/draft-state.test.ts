import { expect, test } from 'vitest'
import { DraftState } from './draft-state.ts'

test('a change before the first draft leaves it the first', () => {
  const drafted = new DraftState()
  drafted.changed(1)
  expect(drafted.isFirst).toBe(true)
  drafted.made(2, 1, true)
  expect(drafted.isFor(2)).toBe(true)
})

test('one that was under way when something changed does not do', () => {
  const drafted = new DraftState()
  drafted.made(2, 1, true)
  drafted.changed(3)
  drafted.made(2, 2, true)
  expect(drafted.isFor(2)).toBe(false)
  drafted.made(2, 3, true)
  expect(drafted.isFor(2)).toBe(true)
})

test('what was put on top is known until tiles show it', () => {
  const drafted = new DraftState()
  drafted.putOnTop('a', 1)
  drafted.putOnTop('b', 2)
  expect(drafted.onTopAfter(1)).toEqual(['b'])
  drafted.forgetOnTop()
  expect(drafted.onTopAfter(0)).toEqual([])
})
