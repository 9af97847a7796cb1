import { EventEmitter } from 'node:events'
import calculateSlot from 'cluster-key-slot'
import type { Cluster as RedisCluster, Redis } from 'ioredis'
import { withDeadline } from '../log/deadline.ts'
import type { Listener } from './cluster.ts'
import { runOf } from './cluster.ts'

interface Subscription {
  readonly slot: number
  /** Address of the server that is to send its messages. */
  owner: string | undefined
  /** A question to that server is under way. */
  isAsked: boolean
  isInForce: boolean
  waiting: (() => void)[]
}

/** A server that does not say within this time who it is counts as away. Milliseconds. */
const lifeWithin = 2000
/** Long enough for a cluster to have noticed what has just happened. Milliseconds. */
const lookAfter = 100

/**
 * Sharded messages of a Redis Cluster: a link to each master, each channel subscribed to where its slot is, and anew
 * wherever the slot goes. It has what the adapter uses of an ioredis client.
 *
 * The client's own sharded subscribers do not say when messages may have been missed, and reject subscriptions while a
 * master is away, which the adapter catches nowhere.
 */
class ShardedSubscriber extends EventEmitter {
  readonly #cluster: RedisCluster
  readonly #connect: (address: string) => Redis
  readonly #links = new Map<string, Redis>()
  readonly #subscriptions = new Map<string, Subscription>()
  #isLooking = false

  constructor(cluster: RedisCluster, connect: (address: string) => Redis) {
    super()
    this.#cluster = cluster
    this.#connect = connect
    cluster.on('refresh', this.#follow)
    this.#follow()
  }

  /** Never rejects: it is in force as soon as it can be. */
  async ssubscribe(channel: string): Promise<void> {
    if (this.#subscriptions.has(channel)) return
    const slot = calculateSlot(channel)
    const subscription = { slot, owner: undefined, isAsked: false, isInForce: false, waiting: [] }
    this.#subscriptions.set(channel, subscription)
    this.#place(channel, subscription)
  }

  async sunsubscribe(channel: string): Promise<void> {
    const subscription = this.#subscriptions.get(channel)
    if (!subscription) return
    this.#subscriptions.delete(channel)
    this.#leave(channel, subscription)
    for (const resolve of subscription.waiting) resolve()
  }

  async subscribed(channel: string): Promise<void> {
    const subscription = this.#subscriptions.get(channel)
    if (!subscription || subscription.isInForce) return
    await new Promise<void>((resolve) => subscription.waiting.push(resolve))
  }

  async life(): Promise<string> {
    const runs = await Promise.all(
      [...this.#links].map(async ([address, link]) => {
        try {
          return await withDeadline(lifeWithin, `Redis at ${address}`, runOf(link))
        } catch {
          // When it is back its run differs from this word, so that what clients hold is compared with it.
          return 'away'
        }
      }),
    )
    if (runs.every((run) => run === 'away')) throw new Error('No server of the Redis Cluster answers')
    return runs.sort().join(' ')
  }

  disconnect(): void {
    this.#cluster.off('refresh', this.#follow)
    for (const link of this.#links.values()) link.disconnect()
    this.#links.clear()
  }

  /** Looks where the slots are now. */
  readonly #follow = (): void => {
    const owners = new Set<string>()
    for (const [owner] of this.#cluster.slots) if (owner !== undefined) owners.add(owner)
    for (const owner of owners) this.#link(owner)
    let isMoved = false
    for (const [channel, subscription] of this.#subscriptions) {
      const before = subscription.owner
      this.#place(channel, subscription)
      if (before !== undefined && before !== subscription.owner) isMoved ||= this.#isReady(subscription.owner)
    }
    for (const [address, link] of this.#links)
      if (!owners.has(address)) {
        this.#links.delete(address)
        link.disconnect()
      }
    // Where the link to the new owner is not there yet, it says so when it is.
    if (isMoved) this.emit('reconnected')
  }

  #isReady(address: string | undefined): boolean {
    return address !== undefined && this.#links.get(address)?.status === 'ready'
  }

  #place(channel: string, subscription: Subscription): void {
    const owner = this.#cluster.slots[subscription.slot]?.[0]
    if (owner === undefined) return
    if (owner !== subscription.owner) {
      this.#leave(channel, subscription)
      subscription.owner = owner
      subscription.isAsked = false
      subscription.isInForce = false
    }
    if (!subscription.isInForce && !subscription.isAsked) this.#ask(channel, subscription, this.#link(owner))
  }

  #leave(channel: string, { owner, isAsked, isInForce }: Subscription): void {
    const link = owner === undefined ? undefined : this.#links.get(owner)
    // A server that has lost the slot has ended the subscription itself.
    if (link?.status === 'ready' && (isAsked || isInForce)) link.sunsubscribe(channel).catch(() => undefined)
  }

  #ask(channel: string, subscription: Subscription, link: Redis): void {
    // Once the link is there, it asks for all that belongs to it.
    if (link.status !== 'ready') return
    const { owner } = subscription
    subscription.isAsked = true
    const isCurrent = () => this.#subscriptions.get(channel) === subscription && subscription.owner === owner
    link.ssubscribe(channel).then(
      () => {
        if (!isCurrent()) return
        subscription.isAsked = false
        subscription.isInForce = true
        for (const resolve of subscription.waiting.splice(0)) resolve()
      },
      () => {
        if (!isCurrent()) return
        subscription.isAsked = false
        // The slot has moved, or the link broke: either shows when the cluster has been asked, or the link is there again.
        this.#lookSoon()
      },
    )
  }

  #link(address: string): Redis {
    const known = this.#links.get(address)
    if (known) return known
    const link = this.#connect(address)
    this.#links.set(address, link)
    link.on('smessageBuffer', (channel: Buffer, message: Buffer) =>
      this.emit('smessageBuffer', channel, message),
    )
    link.on('close', () => this.#lost(address))
    link.on('ready', () => this.#found(address, link))
    link.on('moved', () => this.#lookSoon())
    return link
  }

  #lost(address: string): void {
    for (const subscription of this.#subscriptions.values())
      if (subscription.owner === address) subscription.isAsked = subscription.isInForce = false
    // Somebody else may have its slots by now.
    if (this.#links.has(address)) this.#lookSoon()
  }

  #lookSoon(): void {
    if (this.#isLooking) return
    this.#isLooking = true
    setTimeout(() => {
      this.#isLooking = false
      if (this.#cluster.status === 'ready') this.#cluster.refreshSlotsCache()
    }, lookAfter).unref()
  }

  #found(address: string, link: Redis): void {
    let isUsed = false
    for (const [channel, subscription] of this.#subscriptions) {
      if (subscription.owner !== address) continue
      isUsed = true
      this.#ask(channel, subscription, link)
    }
    if (isUsed) this.emit('reconnected')
  }
}

/**
 * Messages of a Redis Cluster.
 * @param cluster for commands; it knows where the slots are
 * @param connect makes a link to a server of it (`host:port`) that is used for nothing else and never subscribes by itself
 */
export function shardedListener(
  cluster: RedisCluster,
  connect: (address: string) => Redis,
): Listener & { disconnect(): void } {
  const client = new ShardedSubscriber(cluster, connect)
  return {
    client,
    subscribed: (channel) => client.subscribed(channel),
    life: () => client.life(),
    onReconnected: (reconnected) => void client.on('reconnected', reconnected),
    disconnect: () => client.disconnect(),
  }
}
