export { freePort, startRedis } from './redis.ts'
export type { RedisProcess } from './redis.ts'
