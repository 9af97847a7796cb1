import { expect, test } from 'vitest'
import { runFailover } from './failover.ts'

test('a master of the Redis Cluster is killed while its replica lags: what was acknowledged is there, everyone goes on', async () => {
  const { failovers, paces, violations, errors } = await runFailover({
    kills: 1,
    instances: 2,
    boards: 4,
    clientsPerBoard: 3,
    perSecond: 60,
    crowds: 1,
    pauseSeconds: 2,
    stallSeconds: 0.5,
  })
  expect(violations).toEqual([])
  expect(errors).toEqual([])
  expect(failovers).toHaveLength(1)
  expect(paces.every(({ done }) => done > 0)).toBe(true)
}, 300_000)
