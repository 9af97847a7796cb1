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

/** The private part of the adapter that every message on a board's channel goes through. */
interface AdapterInside {
  readonly nsp: { readonly name: string }
  onMessage(message: unknown, offset?: string): void
}

/** As far as a message of the log is looked into. */
interface LogMessage {
  readonly uid: unknown
  readonly data?: { readonly packet?: { readonly data?: readonly unknown[] } }
}

/** What is done with what the log publishes, before an adapter sees it. */
export interface LogMessageHandlers {
  /** In place of the adapter. */
  readonly batch: (namespace: string, batch: string) => void
  /** The adapter delivers it afterwards. */
  readonly other: (namespace: string) => void
}

/**
 * Makes what takes live batches that the log publishes out of adapters' hands. One for all namespaces of a server: functions
 * of its own would be a part of what a board weighs.
 */
export function batchesDiverted({ batch, other }: LogMessageHandlers): (adapter: object) => void {
  function onMessage(this: AdapterInside, message: unknown, offset?: string): void {
    const { uid: from, data } = message as LogMessage
    if (from === uid) {
      const [name, text] = data?.packet?.data ?? []
      if (name === 'l' && typeof text === 'string') {
        batch(this.nsp.name, text)
        return
      }
      other(this.nsp.name)
    }
    ;(Object.getPrototypeOf(this) as AdapterInside).onMessage.call(this, message, offset)
  }
  return (adapter) => {
    ;(adapter as AdapterInside).onMessage = onMessage
  }
}
