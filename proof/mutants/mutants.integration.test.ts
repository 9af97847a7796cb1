import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mutants } from './mutants.ts'
import { PatchedCopy } from './patched-copy.ts'

let copy: PatchedCopy

beforeAll(async () => {
  copy = await PatchedCopy.make()
})
afterAll(() => copy.remove())

describe('what breaks a promise is noticed:', () => {
  const named = mutants.map((mutant) => [mutant.name, mutant] as const)
  test.each(named)('%s', { timeout: 300_000 }, async (_name, mutant) => {
    const { ok, output } = await copy.run(mutant)
    expect(ok, `nothing noticed it:\n${output}`).toBe(false)
    // By a test that failed, and not because it cannot be run at all.
    const reason = 'schedules' in mutant.guard ? /^seed \d+: \d+ violations/m : /FAIL .* > /
    expect(output).toMatch(reason)
  })
})
