export { freePort, startRedis } from './redis.ts'
export type { RedisProcess } from './redis.ts'
export { crashingAppend, opLogContract } from './op-log-contract.ts'
export type { ContractLog, FannedOut, LogHarness } from './op-log-contract.ts'
