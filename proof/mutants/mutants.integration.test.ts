import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mutants } from './mutants.ts'
import { PatchedCopy } from './patched-copy.ts'

let copy: PatchedCopy

beforeAll(async () => {
  copy = await PatchedCopy.make()
})
afterAll(() => copy.remove())

describe('what breaks a promise is noticed:', () => {
  test.each(mutants)('$name', { timeout: 300_000 }, async (mutant) => {
    const { ok, output } = await copy.run(mutant)
    expect(ok, `nothing noticed it:\n${output}`).toBe(false)
    // Noticed by what it does, and not because it cannot be run at all.
    const reason = 'schedules' in mutant.guard ? /^seed \d+: \d+ violations/m : /AssertionError|not so after/
    expect(output).toMatch(reason)
  })
})
