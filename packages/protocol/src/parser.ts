import type { Packet } from 'socket.io-parser'
import { Decoder, Encoder, PacketType } from 'socket.io-parser'

/*
 * Short packets: the two events that are sent most, without the namespace, the JSON and their names, which together are
 * longer than what they carry. A letter and the text; several texts have between them what none of them contains.
 */

const separator = '"'
/** The type of the packet that joins a namespace, and what names begin with. */
const join = `${PacketType.CONNECT}/`

/** Events that have a short form: the letter that it begins with is also the event's name. */
const letters = ['g', 'l'] as const
type Letter = (typeof letters)[number]

/** What to emit for an event to leave in its short form. It arrives under its own name. */
export const shortForm = { g: 'g short', l: 'l short' } as const satisfies Record<Letter, string>

const letterOf = new Map<unknown, Letter>(letters.map((letter) => [shortForm[letter], letter]))

/** Socket.IO's own, and short packets where an event is emitted under the name of its short form. */
class ShortEncoder extends Encoder {
  override encode(packet: Packet): unknown[] {
    const [name, ...texts] = packet.type === PacketType.EVENT ? (packet.data as unknown[]) : []
    const letter = letterOf.get(name)
    return letter === undefined ? super.encode(packet) : [letter + texts.join(separator)]
  }
}

/** Reads Socket.IO's own packets, and short ones: these belong to the namespace that the connection joined first. */
class ShortDecoder extends Decoder {
  #namespace = ''

  override add(message: unknown): void {
    const letter = typeof message === 'string' ? letters.find((each) => message.startsWith(each)) : undefined
    if (letter !== undefined) {
      this.#take(letter, (message as string).slice(1))
      return
    }
    if (this.#namespace === '') this.#namespace = joinedBy(message)
    super.add(message)
  }

  #take(letter: Letter, text: string): void {
    const texts = letter === 'l' ? text.split(separator) : [text]
    super.emitReserved('decoded', { type: PacketType.EVENT, nsp: this.#namespace, data: [letter, ...texts] })
  }
}

/** The namespace of a packet that joins one; empty for others. */
function joinedBy(message: unknown): string {
  return typeof message === 'string' && message.startsWith(join)
    ? message.slice(1).split(',', 1).join('')
    : ''
}

/** For the option `parser` of Socket.IO's servers and clients. */
export const parser = { Encoder: ShortEncoder, Decoder: ShortDecoder }
