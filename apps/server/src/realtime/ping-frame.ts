import type { BoardServer } from './sockets.ts'

/** A ping on a WebSocket: a whole, unmasked message of one letter of text. */
const frame = [Buffer.from([0x81, 1, 0x32])]

/** The part of an Engine.IO packet that is used here. */
interface Packet {
  readonly type: string
  readonly data?: unknown
  readonly options?: { wsPreEncodedFrame?: readonly Buffer[] }
}

/**
 * Sends all pings as one frame that is there already: with many connections at rest, making and joining the parts of
 * each would be a good part of all that is done.
 */
export function sharePingFrame(io: BoardServer): void {
  io.engine.on('flush', (_connection: unknown, packets: readonly Packet[]) => {
    for (const { type, data, options } of packets)
      if (type === 'ping' && data === undefined && options) options.wsPreEncodedFrame = frame
  })
}
