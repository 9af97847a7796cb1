import { markOf } from '@drawbridge/protocol'
import { expect, test } from 'vitest'
import { asText } from './fan-out.ts'
import { hasMark, reachesHead, wholeTail } from './log-range.ts'

/** Entries that differ in how they begin. */
const records = [5, 6, 7].map((seq) => new Uint8Array(40).fill(seq))
const range = { base: 5, head: 7, entries: records }
const [five = '', six = '', seven = ''] = asText(records)

test('a mark is found at the seq that a range begins with, and nowhere else', () => {
  expect(hasMark(range, 5, markOf(five))).toBe(true)
  expect(hasMark(range, 5, markOf(six))).toBe(false)
  expect(hasMark(range, 6, markOf(six))).toBe(false)
  expect(hasMark({ base: 5, entries: [] }, 5, markOf(five))).toBe(false)
})

test('a range reaches the head with its last entry, or with none where the log has no more', () => {
  expect(reachesHead(range)).toBe(true)
  expect(reachesHead({ ...range, head: 8 })).toBe(false)
  expect(reachesHead({ base: 8, head: 7, entries: [] })).toBe(true)
  expect(reachesHead({ base: 7, head: 7, entries: [] })).toBe(false)
})

test('a tail is what follows a seq, whole', () => {
  expect(wholeTail(range, 4)).toEqual({ base: 5, entries: [five, six, seven] })
  expect(wholeTail(range, 5)).toEqual({ base: 6, entries: [six, seven] })
  expect(wholeTail(range, 7)).toEqual({ base: 8, entries: [] })
})

test('there is no tail where entries are missing before it or behind it', () => {
  expect(wholeTail(range, 3)).toBeUndefined()
  expect(wholeTail({ ...range, head: 8 }, 5)).toBeUndefined()
})
