import type { Server } from 'socket.io'

/** The private part of Socket.IO's adapters, 2.5, that every broadcast goes through once, whoever it came from. */
interface AdapterInside {
  readonly sids: ReadonlyMap<string, unknown>
  _encode(packet: { readonly data?: unknown }, options: unknown): unknown
}

/** Tells of each message that leaves for the connections of a namespace, and to how many of them. */
export function countDeliveries(adapter: object, told: (event: string, receivers: number) => void): void {
  const inside = adapter as AdapterInside
  const encode = inside._encode.bind(adapter)
  inside._encode = (packet, options) => {
    // Who does not get live messages at present is in no room.
    if (Array.isArray(packet.data)) told(String(packet.data[0]), inside.sids.size)
    return encode(packet, options)
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
