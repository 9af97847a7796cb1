import { expect, test } from 'vitest'
import { runRollingRestart } from './rolling-restart.ts'

test('three instances are restarted in turn while thirty draw: everyone comes back, nothing is lost', async () => {
  const { restarts, gaps, paces, violations, errors } = await runRollingRestart({
    boards: 6,
    clientsPerBoard: 5,
    perSecond: 90,
    crowds: 1,
    pauseSeconds: 3,
  })
  expect(violations).toEqual([])
  expect(errors).toEqual([])
  expect(restarts.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
  // Everyone was on some instance.
  expect(gaps.length).toBeGreaterThanOrEqual(30)
  expect(paces.every(({ done }) => done > 0)).toBe(true)
})
