import { Redis } from 'ioredis'
import type { MeasuredSystem } from './measured-system.ts'

/** Bytes that Redis holds its data in; NaN where the log is elsewhere. */
export async function redisMemory({ redisUrl }: MeasuredSystem): Promise<number> {
  if (redisUrl === undefined) return NaN
  const redis = new Redis(redisUrl)
  try {
    return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1])
  } finally {
    redis.disconnect()
  }
}
