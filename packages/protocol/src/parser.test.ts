import type { Packet } from 'socket.io-parser'
import { PacketType } from 'socket.io-parser'
import { expect, test } from 'vitest'
import { parser, shortForm } from './parser.ts'

const nsp = '/b/{board}'

function decoderOf(): { readonly add: (message: string) => void; readonly packets: Packet[] } {
  const decoder = new parser.Decoder()
  const packets: Packet[] = []
  decoder.on('decoded', (packet) => packets.push(packet))
  return { add: (message) => decoder.add(message), packets }
}

function joined() {
  const decoder = decoderOf()
  decoder.add(`0${nsp},{"token":"t"}`)
  decoder.packets.length = 0
  return decoder
}

const encoded = (...data: unknown[]) => new parser.Encoder().encode({ type: PacketType.EVENT, nsp, data })

test('what is emitted in its short form leaves as a letter and the texts', () => {
  expect(encoded(shortForm.g, '#!}p#')).toEqual(['g#!}p#'])
  expect(encoded(shortForm.l, '!|M R', '#|^!')).toEqual(['l!|M R"#|^!'])
})

test('everything else leaves as Socket.IO says', () => {
  expect(encoded('l', '!|M R')).toEqual([`2${nsp},["l","!|M R"]`])
  expect(new parser.Encoder().encode({ type: PacketType.ACK, nsp, id: 3, data: [] })).toEqual([`3${nsp},3[]`])
})

test('a short packet arrives as the event that it stands for, in the namespace that was joined', () => {
  const { add, packets } = joined()
  add('g#!}p#')
  add('l!|M R"#|^!')
  add(`2${nsp},["l","!|M R"]`)
  expect(packets).toEqual([
    { type: PacketType.EVENT, nsp, data: ['g', '#!}p#'] },
    { type: PacketType.EVENT, nsp, data: ['l', '!|M R', '#|^!'] },
    expect.objectContaining({ type: PacketType.EVENT, nsp, data: ['l', '!|M R'] }),
  ])
})

test('it belongs to the first namespace, whichever are joined after', () => {
  const { add, packets } = joined()
  add('0/b/{other},{}')
  add('g#')
  expect(packets.at(-1)).toMatchObject({ nsp, data: ['g', '#'] })
})

test('a growth is one text, whatever is in it', () => {
  const { add, packets } = joined()
  add('g#"#')
  expect(packets).toEqual([{ type: PacketType.EVENT, nsp, data: ['g', '#"#'] }])
})

test('before a namespace is joined it belongs to none', () => {
  const { add, packets } = decoderOf()
  add('g#')
  expect(packets).toEqual([{ type: PacketType.EVENT, nsp: '', data: ['g', '#'] }])
})

test('other letters are no packets', () => {
  const { add } = joined()
  expect(() => add('x#')).toThrow()
})
