import type { ServerToClientEvents } from '@drawbridge/protocol'
import { namespaceOf } from '@drawbridge/protocol'

/**
 * What the log knows of the insides of @socket.io/redis-adapter 8.3.0 (`createShardedAdapter`) and of socket.io-adapter
 * 2.5.8, whose messages it speaks so that every instance's stock adapter delivers what the log publishes. Read there:
 * `ShardedRedisAdapter` (channel, `encode`, `onRawMessage`: a first byte `{` means JSON, anything else msgpack) and
 * `ClusterAdapter.onMessage`. adapter-message.integration.test.ts fails when an update changes any of it.
 */

/** Adapters ignore messages with their own uid, 16 hex digits: with this one, all instances deliver, also the one that appended. */
const uid = 'log'
/** `MessageType.BROADCAST` of socket.io-adapter. */
const broadcast = 3
/** `PacketType.EVENT` of socket.io-parser. */
const event = 2

/** The channel on which every instance with connections on the board listens, in `subscriptionMode: 'static'`. */
export function adapterChannel(prefix: string, board: string): string {
  return `${prefix}#${namespaceOf(board)}#`
}

/**
 * The message that emits an event on a board's namespace, in two halves; between them go the event's arguments as JSON,
 * joined by commas.
 */
export function adapterMessage(
  board: string,
  name: keyof ServerToClientEvents,
): { readonly opening: string; readonly closing: string } {
  const nsp = namespaceOf(board)
  const hole = 0
  const message = JSON.stringify({
    uid,
    nsp,
    type: broadcast,
    data: {
      opts: { rooms: [], except: [], flags: {} },
      packet: { type: event, nsp, data: [name, hole] },
    },
  })
  const at = message.lastIndexOf(`${hole}]`)
  return { opening: message.slice(0, at), closing: message.slice(at + 1) }
}
