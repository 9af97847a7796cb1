export { chromiumFlags, systemBrowser } from './browsers.ts'
export { startCluster, startInstances } from './cluster.ts'
export type { Cluster, Instances } from './cluster.ts'
export {
  anyColor,
  anyElement,
  anyElementId,
  anyEntries,
  anyErased,
  anyErasingKey,
  anyIndex,
  anyInk,
  anyInkPoint,
  anyOperation,
  anyRanges,
  anyText,
  fewClientIds,
  fewElementIds,
} from './generators.ts'
export { freeFonts } from './free-fonts.ts'
export { everyLook } from './every-look.ts'
export { createEveryLookBoard } from './every-look-board.ts'
export { comparePixels } from './compare-pixels.ts'
export type { PixelDifference, Pixels } from './compare-pixels.ts'
export { spawnGuarded, until } from './guarded-process.ts'
export { checkHistory } from './history-checker.ts'
export type {
  BoardHistory,
  ClientHistory,
  HistoryEvent,
  LoggedEntry,
  Violation,
  ViolationKind,
} from './history-checker.ts'
export { instanceCookie, startBalancer } from './haproxy.ts'
export type { Balancer } from './haproxy.ts'
export { createLargeBoard } from './large-board.ts'
export { freePort } from './ports.ts'
export { startPostgres } from './postgres.ts'
export type { PostgresProcess } from './postgres.ts'
export { randomBelow, randomBytes, seededRandom, shuffled } from './random.ts'
export type { Random } from './random.ts'
export { readPdf } from './read-pdf.ts'
export type { ReadPdfPage } from './read-pdf.ts'
export { startRedis } from './redis.ts'
export type { RedisProcess } from './redis.ts'
export { startRedisCluster } from './redis-cluster.ts'
export type { RedisCluster } from './redis-cluster.ts'
export { startServer } from './server.ts'
export type { ServerProcess } from './server.ts'
export { startTcpProxy } from './tcp-proxy.ts'
export type { TcpProxy } from './tcp-proxy.ts'
export { VirtualTime } from './virtual-time.ts'
