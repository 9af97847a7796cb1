import { WebSocket } from 'ws'
import { once } from 'node:events'
import { clock } from '../clock.ts'
import type { HandSample } from './hand.ts'
import type { Participant, ParticipantPlan } from './participant.ts'
import { RawSocket } from './raw-socket.ts'
import type { Receipts } from './receipts.ts'
import type { Samples } from './samples.ts'

/** Bytes of a sample: whose, which, two deltas and the pressure. As base64 they need no padding. */
const sampleBytes = 6
const event = '42["points","'

interface Wire {
  readonly send: (points: string) => void
  readonly close: () => void
}

/** Someone on one of the servers that Drawbridge is compared with: each sample is a string, and there is no more to it. */
export class PlainClient implements Participant {
  readonly #samples: Samples
  readonly #receipts: Receipts
  readonly #drawer: number | undefined
  #wire: Wire = { send: () => undefined, close: () => undefined }
  #last = { x: 0, y: 0 }

  private constructor(samples: Samples, receipts: Receipts, drawer: number | undefined) {
    this.#samples = samples
    this.#receipts = receipts
    this.#drawer = drawer
  }

  static async open(
    url: string,
    { kind, drawer }: ParticipantPlan,
    { samples, receipts }: { readonly samples: Samples; readonly receipts: Receipts },
  ): Promise<PlainClient> {
    const client = new PlainClient(samples, receipts, drawer)
    client.#wire = await (kind === 'ws' ? webSocket : socketIo)(url, (points) => client.#take(points))
    return client
  }

  put(sample: HandSample): void {
    if (this.#drawer === undefined) throw new Error('this one only watches')
    const number = this.#samples.add(this.#drawer, clock())
    const bytes = Buffer.alloc(sampleBytes)
    bytes.writeUInt8(this.#drawer % 256, 0)
    bytes.writeUInt16BE(number % 65_536, 1)
    bytes.writeInt8(shortDelta(sample.x - this.#last.x), 3)
    bytes.writeInt8(shortDelta(sample.y - this.#last.y), 4)
    bytes.writeUInt8(Math.round(sample.pressure * 255), 5)
    this.#last = sample
    this.#wire.send(bytes.toString('base64url'))
  }

  close(): void {
    this.#wire.close()
  }

  #take(points: string): void {
    const at = clock()
    const bytes = Buffer.from(points, 'base64url')
    for (let offset = 0; offset + sampleBytes <= bytes.length; offset += sampleBytes) {
      const drawer = bytes.readUInt8(offset)
      const number = bytes.readUInt16BE(offset + 1)
      if (drawer !== this.#drawer) this.#receipts.take(drawer, number, number + 1, at)
    }
  }
}

function shortDelta(distance: number): number {
  return Math.max(-128, Math.min(127, Math.round(distance * 8)))
}

async function webSocket(url: string, take: (points: string) => void): Promise<Wire> {
  const socket = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: false })
  socket.on('message', (data: Buffer) => take(data.toString('latin1')))
  await once(socket, 'open')
  return { send: (points) => socket.send(points), close: () => socket.terminate() }
}

async function socketIo(url: string, take: (points: string) => void): Promise<Wire> {
  const socket = await RawSocket.open(url)
  await new Promise<void>((resolve) => {
    socket.onPacket((packet) => {
      if (packet.startsWith('0')) socket.send('40')
      else if (packet.startsWith('40')) resolve()
      else if (packet.startsWith(event)) take(packet.slice(event.length, -2))
    })
  })
  return { send: (points) => socket.send(`${event}${points}"]`), close: () => socket.close() }
}
