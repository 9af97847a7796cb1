import type { Server } from 'socket.io'

/** The private part of Socket.IO's adapters, 2.5, that every broadcast goes through once, whoever it came from. */
interface AdapterInside {
  readonly nsp: { readonly name: string }
  readonly sids: ReadonlyMap<string, unknown>
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
    // Who does not get live messages at present is in no room.
    if (Array.isArray(packet.data)) told(this.nsp.name, String(packet.data[0]), this.sids.size)
    const encoded = (Object.getPrototypeOf(this) as AdapterInside)._encode.call(this, packet, options)
    // Joining it once is less than writing two pieces to every recipient.
    if (options.wsPreEncodedFrame) options.wsPreEncodedFrame = [Buffer.concat(options.wsPreEncodedFrame)]
    return encoded
  }
  return (adapter) => {
    ;(adapter as AdapterInside)._encode = encode
  }
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
