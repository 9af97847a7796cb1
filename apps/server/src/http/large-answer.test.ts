import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { inPieces, takesGzip } from './large-answer.ts'

test('pieces are the whole', async () => {
  for (const size of [0, 1, 256 * 1024, 256 * 1024 + 1, 1_000_000]) {
    const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => i * 7))
    expect((await buffer(inPieces(bytes))).equals(bytes)).toBe(true)
  }
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
