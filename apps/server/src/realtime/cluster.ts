import { createShardedAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import type { Namespace } from 'socket.io'
import type { Adapter } from 'socket.io-adapter'

/** What makes several instances one server. */
export interface Cluster {
  readonly adapter: (namespace: Namespace) => Adapter
  /** Resolves when every subscription made so far is in force. */
  subscribed(): Promise<void>
  /** False while what is published would only pile up. */
  reachable(): boolean
  /** Names the life of the store's process that answers now. Answered after every subscription made so far is in force. */
  life(): Promise<string>
  /** Calls back when the link for messages is there again, before the first message comes. */
  onReconnected(reconnected: () => void): void
}

/**
 * Instances that share a Redis.
 * @param prefix of the adapter's channels; the log publishes entries to them
 */
export function redisCluster(publisher: Redis, subscriber: Redis, prefix: string): Cluster {
  return {
    adapter: createShardedAdapter(publisher, subscriber, {
      channelPrefix: prefix,
      subscriptionMode: 'static',
    }) as Cluster['adapter'],
    async subscribed() {
      // Answers come in the order of the questions: this one after those to SSUBSCRIBE, which the adapter keeps to itself.
      await subscriber.ping()
    },
    reachable: () => publisher.status === 'ready',
    async life() {
      const info = await subscriber.info('server')
      const run = /^run_id:(\w+)/m.exec(info)?.[1]
      if (run === undefined) throw new Error('Redis does not tell its run_id')
      return run
    },
    onReconnected(reconnected) {
      // Its subscriptions are sent again by then, but they are not in force yet.
      subscriber.on('ready', reconnected)
    },
  }
}
