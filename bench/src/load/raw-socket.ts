import { once } from 'node:events'
import { WebSocket } from 'ws'

/**
 * Engine.IO over a WebSocket, by hand: hundreds of them cost a generator little, so that it does not run out of breath
 * before the server does.
 */
export class RawSocket {
  readonly #socket: WebSocket
  /** What came before anyone asked for it: the server speaks first. */
  #early: string[] | undefined = []
  #take: (packet: string) => void = (packet) => this.#early?.push(packet)

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      const packet = data.toString('latin1')
      // Ping and pong.
      if (packet === '2') socket.send('3')
      else this.#take(packet)
    })
  }

  /** @param url as of a page: http://… @param query more of the address, as `&name=value` */
  static async open(url: string, query = ''): Promise<RawSocket> {
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket${query}`
    const socket = new WebSocket(address, { perMessageDeflate: false })
    const raw = new RawSocket(socket)
    await once(socket, 'open')
    return raw
  }

  /** Messages as they are, pings apart. */
  onPacket(take: (packet: string) => void): void {
    this.#take = take
    const early = this.#early ?? []
    this.#early = undefined
    for (const packet of early) take(packet)
  }

  onClose(closed: () => void): void {
    this.#socket.on('close', closed)
  }

  send(packet: string): void {
    this.#socket.send(packet)
  }

  close(): void {
    this.#socket.terminate()
  }
}
