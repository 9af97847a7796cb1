import { createShardedAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import type { Namespace } from 'socket.io'
import type { Adapter } from 'socket.io-adapter'
import { adapterChannel } from '../log/adapter-message.ts'
import type { RedisClient } from '../log/redis-client.ts'

/** What makes several instances one server. */
export interface Cluster {
  readonly adapter: (namespace: Namespace) => Adapter
  /** Resolves when the subscription to a board's messages is in force. */
  subscribed(board: string): Promise<void>
  /** False while what is published would only pile up. */
  reachable(): boolean
  /** Names the life of the store's processes that answer now. Answered after every subscription made so far is in force. */
  life(): Promise<string>
  /** Calls back when the link for messages is there again, before the first message comes. */
  onReconnected(reconnected: () => void): void
}

/** The link for messages. */
export interface Listener extends Pick<Cluster, 'life' | 'onReconnected'> {
  /** What the adapter subscribes with. */
  readonly client: Subscriber
  /** Resolves when the subscription to a channel is in force. */
  subscribed(channel: string): Promise<void>
}

/** Messages of one Redis. @param subscriber used for nothing else */
export function redisListener(subscriber: Redis): Listener {
  return {
    client: subscriber,
    async subscribed() {
      // Answers come in the order of the questions: this one after those to SSUBSCRIBE, which the adapter keeps to itself.
      await subscriber.ping()
    },
    life: () => runOf(subscriber),
    onReconnected(reconnected) {
      // Its subscriptions are sent again by then, but they are not in force yet.
      subscriber.on('ready', reconnected)
    },
  }
}

/** Names the life of the process that a client is connected to. */
export async function runOf(redis: Redis): Promise<string> {
  const info = await redis.info('server')
  const run = /^run_id:(\w+)/m.exec(info)?.[1]
  if (run === undefined) throw new Error('Redis does not tell its run_id')
  return run
}

/** As much of an ioredis client as the adapter subscribes with. */
interface Subscriber {
  on(event: 'smessageBuffer', listener: (channel: Buffer, message: Buffer) => void): unknown
  ssubscribe(channel: string): Promise<unknown>
  sunsubscribe(channel: string): Promise<unknown>
}

/**
 * Without the channels on which an instance would get the answers to what it asks all others, such as `fetchSockets`.
 * Nothing here asks so, and a second subscription for each board is a part of what boards at rest weigh.
 */
function withoutAnswers(client: Subscriber, prefix: string): Subscriber {
  // `<prefix>#<namespace>#` is for everyone, `<prefix>#<namespace>#<instance>#` for answers.
  const isForAll = (channel: string) => channel.indexOf('#', prefix.length + 1) === channel.length - 1
  const nothing = async () => undefined
  return {
    on: (event, listener) => client.on(event, listener),
    ssubscribe: (channel) => (isForAll(channel) ? client.ssubscribe(channel) : nothing()),
    sunsubscribe: (channel) => (isForAll(channel) ? client.sunsubscribe(channel) : nothing()),
  }
}

/**
 * Instances that share a Redis, or a cluster of them.
 * @param prefix of the adapter's channels; the log publishes entries to them
 */
export function redisCluster(publisher: RedisClient, listener: Listener, prefix: string): Cluster {
  return {
    adapter: createShardedAdapter(publisher, withoutAnswers(listener.client, prefix), {
      channelPrefix: prefix,
      subscriptionMode: 'static',
    }) as Cluster['adapter'],
    subscribed: (board) => listener.subscribed(adapterChannel(prefix, board)),
    reachable: () => publisher.status === 'ready',
    life: () => listener.life(),
    onReconnected: (reconnected) => listener.onReconnected(reconnected),
  }
}
