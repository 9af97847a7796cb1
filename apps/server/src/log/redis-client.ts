import calculateSlot from 'cluster-key-slot'
import { Cluster } from 'ioredis'
import type { Redis } from 'ioredis'

/** What holds the log: one Redis server, or a cluster of them. */
export type RedisClient = Redis | Cluster

/** The servers that take writes, between them all keys. */
export function mastersOf(client: RedisClient): readonly Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client]
}

/** Every server that has, or may come to have, a part of the log. */
export function nodesOf(client: RedisClient): readonly Redis[] {
  return client instanceof Cluster ? client.nodes('all') : [client]
}

/** The server that has a key, for commands in which ioredis does not see their key. */
export function ownerOf(client: RedisClient, key: string): Redis {
  if (!(client instanceof Cluster)) return client
  const [owner] = client.slots[calculateSlot(key)] ?? []
  const found = client.nodes('master').find(({ options }) => `${options.host}:${options.port}` === owner)
  if (!found) throw new Error(`no server of the cluster has the slot of ${key}`)
  return found
}

/** Names the servers that have a key. Keys with the same name can go together in one pipeline. */
export function placeOf(client: RedisClient, key: string): string {
  if (!(client instanceof Cluster)) return ''
  return (client.slots[calculateSlot(key)] ?? []).join(';')
}

/** Splits what is asked for at once into what can go in one pipeline each. @param keyOf a key of the item */
export function byPlace<Item>(
  client: RedisClient,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  if (!(client instanceof Cluster)) return [items]
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const place = placeOf(client, keyOf(item))
    const group = groups.get(place)
    if (group) group.push(item)
    else groups.set(place, [item])
  }
  return [...groups.values()]
}
