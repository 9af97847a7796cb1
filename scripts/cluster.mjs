// node scripts/cluster.mjs [instances]: Redis, instances and HAProxy as in docker-compose.yml, without containers, on free
// ports and with data that goes when Ctrl-C ends them.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { build, installPackages, installPrograms, pinnedNode, root, stop, toolEnv } from './setup.mjs'

const instances = Number(process.argv[2] ?? 3)
if (!Number.isInteger(instances) || instances < 1)
  stop('Say how many instances there shall be, as in: node scripts/cluster.mjs 3')

/** Brings what is missing, and becomes this file on the pinned Node, which alone can read the source of the rest. */
async function prepare() {
  await installPackages()
  const programs = await installPrograms(['redis', 'haproxy'])
  if (!(await build()))
    stop('The web client could not be built: correct what is said above, then run this again.')
  const cluster = spawn(pinnedNode, [import.meta.filename, String(instances)], {
    cwd: root,
    env: { ...toolEnv, ...programs },
    stdio: 'inherit',
  })
  // A terminal sends Ctrl-C to both; this process only waits.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) cluster.kill('SIGINT')
  })
  process.on('SIGTERM', () => cluster.kill('SIGTERM'))
  cluster.on('exit', (code) => process.exit(code ?? 1))
}

async function serve() {
  const { startCluster } = await import('@drawbridge/testkit')
  const cluster = await startCluster({ instances })
  console.log(`Drawbridge is at ${cluster.url}`)
  for (const { url, pid } of cluster.servers) console.log(`  an instance is at ${url} (process ${pid})`)
  console.log(`  their log is at ${cluster.redis.url}`)
  const end = () => void cluster.stop().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end)
}

const isPinned = existsSync(pinnedNode) && process.execPath === realpathSync(pinnedNode)
await (isPinned ? serve() : prepare())
