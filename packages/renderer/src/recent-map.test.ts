import { expect, test } from 'vitest'
import { RecentMap } from './recent-map.ts'

test('what is used stays, what is not goes', () => {
  const map = new RecentMap<number, string>(3)
  map.set(0, 'used')
  for (let i = 1; i < 100; i++) {
    map.set(i, 'once')
    expect(map.get(0)).toBe('used')
  }
  expect(map.get(1)).toBeUndefined()
  expect(map.get(99)).toBe('once')
})
