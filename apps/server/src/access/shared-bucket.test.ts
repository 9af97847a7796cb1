import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BucketMember } from './shared-bucket.ts'
import { SharedBucket } from './shared-bucket.ts'

/** Takes one at a time, every so many milliseconds for so long; how many were given, and the longest wait it was told. */
function takeFrom(
  members: readonly { readonly member: BucketMember; readonly every: number }[],
  forMs: number,
) {
  const given = members.map(() => 0)
  const longest = members.map(() => 0)
  for (let now = 0; now < forMs; now++)
    for (const [i, { member, every }] of members.entries()) {
      if (now % every !== 0) continue
      const wait = member.take(1, now)
      if (wait === 0) given[i] = (given[i] ?? 0) + 1
      longest[i] = Math.max(longest[i] ?? 0, wait)
    }
  return { given, longest }
}

test('one alone has all of it', () => {
  const member = new SharedBucket(100, 100, 0).join(0)
  const { given } = takeFrom([{ member, every: 1 }], 10_000)
  expect(given[0]).toBeGreaterThanOrEqual(1050)
  expect(given[0]).toBeLessThanOrEqual(1100)
})

test('who takes less than an equal part is never slowed by who takes all that there is', () => {
  const bucket = new SharedBucket(100, 100, 0)
  const greedy = Array.from({ length: 3 }, () => ({ member: bucket.join(0), every: 1 }))
  const modest = { member: bucket.join(0), every: 50 }
  const { given, longest } = takeFrom([...greedy, modest], 20_000)
  expect(given[3]).toBe(400)
  expect(longest[3]).toBe(0)
  // And the others share what is left among them, more or less equally.
  const [a = 0, b = 0, c = 0] = given
  expect(Math.max(a, b, c)).toBeLessThan(1.5 * Math.min(a, b, c))
})

test('what nobody takes is there for who wants it', () => {
  const bucket = new SharedBucket(100, 100, 0)
  const idle = { member: bucket.join(0), every: 500 }
  const busy = { member: bucket.join(0), every: 12 }
  const { longest } = takeFrom([idle, busy], 10_000)
  expect(longest).toEqual([0, 0])
})

test('what is larger than a part ever holds goes all the same, and is paid for afterwards', () => {
  const bucket = new SharedBucket(100, 100, 0)
  const [a, b] = [bucket.join(0), bucket.join(0)]
  expect(a.take(90, 0)).toBe(0)
  expect(b.take(80, 0)).toBe(0)
  const wait = b.take(80, 0)
  expect(wait).toBeGreaterThan(0)
  expect(b.take(80, wait)).toBe(0)
})

test('together they never get much more than the rate, and each that waits as told is served', () => {
  const greed = fc.record({ every: fc.integer({ min: 1, max: 40 }), tokens: fc.integer({ min: 1, max: 30 }) })
  fc.assert(
    fc.property(fc.array(greed, { minLength: 1, maxLength: 8 }), (greeds) => {
      const [perSecond, capacity, forMs] = [200, 200, 8000]
      const bucket = new SharedBucket(perSecond, capacity, 0)
      const members = greeds.map((one) => ({ ...one, member: bucket.join(0), waits: 0 }))
      let taken = 0
      for (let now = 0; now < forMs; now++)
        for (const member of members) {
          if (now % member.every !== 0 || now < member.waits) continue
          const wait = member.member.take(member.tokens, now)
          if (wait === 0) taken += member.tokens
          else member.waits = now + wait
        }
      // The burst of the whole, and that of each part, come once.
      expect(taken).toBeLessThanOrEqual((perSecond * forMs) / 1000 + 3 * capacity)
    }),
  )
})
