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
  onResumed(listener: ResumeListener): void
}

/** Told when messages may have been missed. */
export interface ResumeListener {
  /** Before the first message after the gap. */
  resuming(): void
  /**
   * Messages arrive again.
   * @param isSameStore false when the store was started anew, or is another one: it may lack what it had
   */
  resumed(isSameStore: boolean): void
}

/** Names one life of a Redis process. */
async function runOf(redis: Redis): Promise<string | undefined> {
  return /^run_id:(\w+)/m.exec(await redis.info('server'))?.[1]
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
    onResumed(listener) {
      let known = runOf(subscriber).catch(() => undefined)
      subscriber.on('ready', () => {
        listener.resuming()
        const before = known
        // At 'ready' the client has sent its subscriptions again, but they are not in force yet: this is answered after them.
        known = runOf(subscriber)
        Promise.all([before, known]).then(
          ([was, is]) => listener.resumed(was === is),
          // The link broke again: the next time speaks for this one too, but it cannot tell what happened in between.
          () => (known = Promise.resolve(undefined)),
        )
      })
    },
  }
}
