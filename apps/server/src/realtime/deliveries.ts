import { shortForm } from '@drawbridge/protocol/parser'
import type { Server } from 'socket.io'
import { unabridged } from './fan-out.ts'

/** The private part of Socket.IO's adapters, 2.5, that every broadcast goes through once, whoever it came from. */
interface AdapterInside {
  readonly nsp: { readonly name: string }
  readonly sids: ReadonlyMap<string, unknown>
  readonly rooms: ReadonlyMap<string, ReadonlySet<string>>
  _encode(packet: Packet, options: FrameOptions): unknown
}
interface Packet {
  readonly data?: unknown
}
/** Where the adapter leaves the frame that all WebSockets are to send: its head, and what is in it. */
interface FrameOptions {
  wsPreEncodedFrame?: readonly Buffer[]
}

/**
 * Makes what tells of each message that leaves for the connections of a namespace, and to how many of them. One for all
 * namespaces of a server, to be given their adapters: functions of its own would be a part of what a board weighs.
 */
export function deliveriesTold(
  told: (namespace: string, event: string, receivers: number) => void,
): (adapter: object) => void {
  function encode(this: AdapterInside, packet: Packet, options: FrameOptions): unknown {
    if (Array.isArray(packet.data)) {
      const [event, receivers] = deliveredBy(packet.data, this)
      told(this.nsp.name, event, receivers)
    }
    const encoded = (Object.getPrototypeOf(this) as AdapterInside)._encode.call(this, packet, options)
    // Joining it once is less than writing two pieces to every recipient.
    if (options.wsPreEncodedFrame) options.wsPreEncodedFrame = [Buffer.concat(options.wsPreEncodedFrame)]
    return encoded
  }
  return (adapter) => {
    ;(adapter as AdapterInside)._encode = encode
  }
}

/** What is told in two forms is one event: each form counts those who get it. Who gets nothing live at present is in no room. */
function deliveredBy(
  [name]: readonly unknown[],
  { sids, rooms }: AdapterInside,
): [event: string, receivers: number] {
  const without = rooms.get(unabridged)?.size ?? 0
  if (name === 'l') return ['l', without]
  return name === shortForm.l ? ['l', sids.size - without] : [String(name), sids.size]
}

/** The parts of an Engine.IO connection in which packets wait. */
interface Conn {
  readonly writeBuffer: readonly unknown[]
  /** The socket is absent with long-polling. */
  readonly transport: { readonly socket?: { readonly bufferedAmount?: number } }
}

/** What waits for all connections: packets not written yet, and bytes written that the kernel has not taken. */
export function sendQueueOf(io: Pick<Server, 'engine'>): {
  readonly packets: number
  readonly bytes: number
} {
  let packets = 0
  let bytes = 0
  const { clients } = io.engine as unknown as { readonly clients: Readonly<Record<string, Conn>> }
  for (const { writeBuffer, transport } of Object.values(clients)) {
    packets += writeBuffer.length
    bytes += transport.socket?.bufferedAmount ?? 0
  }
  return { packets, bytes }
}
