import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { inPieces, takesGzip } from './large-answer.ts'

test('pieces are the whole', async () => {
  for (const size of [0, 1, 256 * 1024, 256 * 1024 + 1, 1_000_000]) {
    const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => i * 7))
    expect((await buffer(inPieces(bytes))).equals(bytes)).toBe(true)
  }
})

const megabyte = 1024 * 1024

test('of many at once, who began first is done first', async () => {
  const done: number[] = []
  const streams = Array.from({ length: 3 }, () => inPieces(Buffer.alloc(2 * megabyte)))
  await Promise.all(
    streams.map(async (stream, i) => {
      await buffer(stream)
      done.push(i)
    }),
  )
  expect(done).toEqual([0, 1, 2])
})

test('however many there are, others have their turns', async () => {
  let turns = 0
  let isDone = false
  const count = () => {
    turns++
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await Promise.all(Array.from({ length: 60 }, () => buffer(inPieces(Buffer.alloc(megabyte)))))
  isDone = true
  expect(turns).toBeGreaterThanOrEqual(14)
})

test('who has gone away is not in the way of the others', async () => {
  const gone = inPieces(Buffer.alloc(4 * megabyte))
  gone.resume()
  const stays = buffer(inPieces(Buffer.alloc(megabyte)))
  gone.destroy()
  expect(await stays).toHaveLength(megabyte)
})

test.each([
  ['gzip, deflate, br', true],
  ['br;q=1, gzip;q=0.5', true],
  ['br, gzip;q=0', false],
  ['gzip;q=0.0, br', false],
  ['identity', false],
  ['xgzip', false],
  [undefined, false],
])('%s', (accepted, takes) => expect(takesGzip(accepted)).toBe(takes))
