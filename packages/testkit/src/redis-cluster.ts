import { connect } from 'node:net'
import { until } from './guarded-process.ts'
import { freePort } from './ports.ts'
import type { RedisProcess } from './redis.ts'
import { startRedis } from './redis.ts'

export interface RedisCluster {
  /** All addresses, separated by commas. */
  readonly url: string
  /** Masters and replicas; which is which may change. */
  readonly nodes: readonly RedisProcess[]
  /** The master that has a key now. */
  masterOf(key: string): Promise<RedisProcess>
  /** The replicas that copy a node now. */
  replicasOf(node: RedisProcess): Promise<readonly RedisProcess[]>
  /** Resolves when every slot has a master and every running replica its copy. */
  whole(): Promise<void>
  /** Ends all and removes their data. */
  stop(): Promise<void>
}

const slots = 16_384

/** One command without spaces in its arguments, as text: the answer of one server, whatever part of the cluster it has. */
export function askRedis(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    const settle = (settled: () => void) => {
      socket.destroy()
      settled()
    }
    socket.on('connect', () => socket.write(`${command}\r\n`))
    socket.on('error', (error) => settle(() => reject(error)))
    socket.on('close', () => reject(new Error(`Redis ended the connection before it answered ${command}`)))
    socket.setTimeout(2000, () => settle(() => reject(new Error(`Redis does not answer ${command}`))))
    socket.on('data', (data) => {
      answer += data.toString()
      const [first = '', ...rest] = answer.split('\r\n')
      if (rest.length === 0) return
      if (answer.startsWith('-')) return settle(() => reject(new Error(`${command}: ${first.slice(1)}`)))
      if (!answer.startsWith('$')) return settle(() => resolve(first.slice(1)))
      const text = answer.slice(first.length + 2)
      const length = Number(first.slice(1))
      if (text.length >= length) settle(() => resolve(text.slice(0, Math.max(0, length))))
    })
  })
}

interface Known {
  readonly id: string
  readonly port: number
  readonly isMaster: boolean
  readonly hasFailed: boolean
  /** Id of the master that it copies. */
  readonly copies: string
  readonly ranges: readonly (readonly [first: number, last: number])[]
}

function parseNodes(text: string): Known[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', address = '', flags = '', copies = '', , , , , ...ranges] = line.trim().split(' ')
      return {
        id,
        port: Number(/:(\d+)@/.exec(address)?.[1]),
        isMaster: flags.split(',').includes('master'),
        hasFailed: /fail/.test(flags),
        copies,
        ranges: ranges
          .filter((range) => !range.startsWith('['))
          .map((range) => {
            const [first, last = first] = range.split('-').map(Number)
            return [first ?? 0, last ?? 0] as const
          }),
      }
    })
}

/**
 * A real Redis Cluster: redis-server processes as `startRedis` makes them, each master with its replicas.
 * @param nodeTimeout after which a silent node counts as failed; on busy machines a small one fails nodes that are well. Milliseconds.
 * @param failover whether replicas take the place of a master that failed
 */
export async function startRedisCluster({
  masters = 3,
  replicas = 1,
  nodeTimeout = 2000,
  failover = true,
}: {
  readonly masters?: number
  readonly replicas?: number
  readonly nodeTimeout?: number
  readonly failover?: boolean
} = {}): Promise<RedisCluster> {
  const count = masters * (1 + replicas)
  const started = await Promise.allSettled(
    Array.from({ length: count }, async () =>
      startRedis({
        more: {
          '--cluster-enabled': 'yes',
          '--cluster-port': String(await freePort()),
          '--cluster-node-timeout': String(nodeTimeout),
          // A master that is away takes its own slots with it, not those of the others.
          '--cluster-require-full-coverage': 'no',
          '--cluster-replica-no-failover': failover ? 'no' : 'yes',
          // The first copy is made at once, not after waiting for more replicas.
          '--repl-diskless-sync-delay': '0',
        },
      }),
    ),
  )
  const nodes = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())))

  async function known(): Promise<Known[]> {
    for (const { port } of nodes) {
      try {
        return parseNodes(await askRedis(port, 'CLUSTER NODES'))
      } catch {
        // It does not run: the next one knows as much.
      }
    }
    throw new Error('no node of the cluster answers')
  }

  function processOf({ port }: Known): RedisProcess {
    const found = nodes.find((node) => node.port === port)
    if (!found) throw new Error(`no node listens on ${port}`)
    return found
  }

  async function whole(): Promise<void> {
    const isWhole = async ({ port }: RedisProcess) => {
      const info = await askRedis(port, 'CLUSTER INFO')
      const replication = await askRedis(port, 'INFO replication')
      return (
        /cluster_state:ok/.test(info) &&
        new RegExp(`cluster_slots_ok:${slots}`).test(info) &&
        (/role:master/.test(replication) || /master_link_status:up/.test(replication))
      )
    }
    await until(
      async () => (await Promise.all(nodes.map((node) => isWhole(node).catch(() => true)))).every(Boolean),
      () => 'the Redis Cluster is whole',
      30_000,
    )
  }

  try {
    for (const result of started) if (result.status === 'rejected') throw result.reason
    const [first, ...others] = nodes
    if (!first) throw new Error('a cluster has at least one node')
    for (let i = 0; i < masters; i++) {
      const [from, to] = [Math.floor((i * slots) / masters), Math.floor(((i + 1) * slots) / masters) - 1]
      await askRedis(nodes[i]?.port ?? 0, `CLUSTER ADDSLOTSRANGE ${from} ${to}`)
      // Two masters of the same age would quarrel over it for a while.
      await askRedis(nodes[i]?.port ?? 0, `CLUSTER SET-CONFIG-EPOCH ${i + 1}`)
    }
    for (const { port } of others) {
      const bus = /@(\d+)/.exec(await askRedis(port, 'CLUSTER NODES'))?.[1]
      await askRedis(first.port, `CLUSTER MEET 127.0.0.1 ${port} ${bus}`)
    }
    const ids = await Promise.all(nodes.map(({ port }) => askRedis(port, 'CLUSTER MYID')))
    for (let i = masters; i < count; i++) {
      const { port } = nodes[i] as RedisProcess
      const master = ids[i % masters] as string
      await until(
        async () => (await askRedis(port, 'CLUSTER NODES')).includes(master),
        () => 'the replica knows its master',
      )
      await askRedis(port, `CLUSTER REPLICATE ${master}`)
    }
    await until(
      async () => (await known()).filter(({ isMaster }) => !isMaster).length === masters * replicas,
      () => 'the nodes know of the replicas',
    )
    await whole()
  } catch (error) {
    await stop()
    throw error
  }

  return {
    url: nodes.map(({ url }) => url).join(','),
    nodes,
    async masterOf(key) {
      let slot: number | undefined
      for (const { port } of nodes)
        slot ??= await askRedis(port, `CLUSTER KEYSLOT ${key}`).then(Number, () => undefined)
      const all = await known()
      const has = ({ ranges }: Known) =>
        ranges.some(([from, to]) => slot !== undefined && from <= slot && slot <= to)
      const master = all.find((node) => node.isMaster && !node.hasFailed && has(node))
      if (!master) throw new Error(`no master has ${key}`)
      return processOf(master)
    },
    async replicasOf(node) {
      const all = await known()
      const master = all.find(({ port }) => port === node.port)
      return all.filter(({ copies, hasFailed }) => copies === master?.id && !hasFailed).map(processOf)
    },
    whole,
    stop,
  }
}
