import { startCluster, startServer } from '@drawbridge/testkit'

/** One process on SQLite and three instances on Redis behind HAProxy, for all tests of a run. */
export default async function setUp(): Promise<() => Promise<void>> {
  const [server, cluster] = await Promise.all([startServer(), startCluster()])
  process.env['E2E_SERVER'] = server.url
  process.env['E2E_CLUSTER'] = cluster.url
  return async () => {
    await Promise.all([server.stop(), cluster.stop()])
  }
}
