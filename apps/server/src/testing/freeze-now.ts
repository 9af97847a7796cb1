import type { RedisClient } from '../log/redis-client.ts'
import type { Freezer } from '../log/op-log.ts'

/** Puts a board away although somebody was on it a moment ago. Throws when that is not what happens. */
export async function freezeNow(redis: RedisClient, log: Freezer, board: string): Promise<void> {
  await redis.del(`{${board}}:h`)
  const outcome = await log.freeze(board)
  if (outcome !== 'frozen' && outcome !== 'gone') throw new Error(`the board was not put away: ${outcome}`)
}
