import { expect, test } from 'vitest'
import { simulate } from './schedule.ts'

/** More, by hand: npm run simulate. */
const schedules = 1500

test(`keeps every promise in ${schedules} schedules`, async () => {
  const faults: Record<string, number> = {}
  for (let seed = 1; seed <= schedules; seed++) {
    const outcome = await simulate(seed)
    expect(outcome.violations, `again: npm run simulate -- --seed ${seed} --schedules 1`).toEqual([])
    for (const [name, times] of Object.entries(outcome.faults)) faults[name] = (faults[name] ?? 0) + times
  }
  // A simulation in which nothing goes wrong would prove nothing.
  for (const name of [
    'drop',
    'client crash',
    'instance crash',
    'link cut',
    'store restart',
    'entries lost',
    'snapshot',
    'freeze',
  ])
    expect(faults[name], name).toBeGreaterThan(100)
}, 300_000)

test('the same seed gives the same run', async () => {
  expect(await simulate(7)).toEqual(await simulate(7))
})
