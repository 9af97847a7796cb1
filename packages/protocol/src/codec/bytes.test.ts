import { anyText } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadBytes, ByteReader, ByteWriter, decodeWhole } from './bytes.ts'
import { readNumber, writeNumber } from './element.ts'

function written(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter()
  write(writer)
  return writer.finish()
}

const roundTrip = <T>(
  value: T,
  write: (writer: ByteWriter, value: T) => void,
  read: (reader: ByteReader) => T,
) => {
  const reader = new ByteReader(written((writer) => write(writer, value)))
  const back = read(reader)
  reader.end()
  return back
}

describe('whole numbers', () => {
  const edges = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, 2 ** 49, Number.MAX_SAFE_INTEGER]

  test('come back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeNat(), fc.constantFrom(...edges)), (value) => {
        expect(
          roundTrip(
            value,
            (w, v) => w.varint(v),
            (r) => r.varint(),
          ),
        ).toBe(value)
      }),
    )
  })

  test('of either sign come back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), (value) => {
        expect(
          roundTrip(
            value,
            (w, v) => w.zigzag(v),
            (r) => r.zigzag(),
          ),
        ).toBe(value)
      }),
    )
  })

  test.each([
    [0, 1],
    [127, 1],
    [128, 2],
    [16_384, 3],
    [Number.MAX_SAFE_INTEGER, 8],
  ])('%d takes %d bytes', (value, size) => {
    expect(written((writer) => writer.varint(value))).toHaveLength(size)
  })

  test.each([
    ['unfinished', [0x80]],
    ['longer than it needs to be', [0x80, 0x00]],
    ['beyond what is exact', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['endless', Array<number>(20).fill(0xff)],
    ['not there', []],
  ])('one that is %s is refused', (_, bytes) => {
    expect(() => new ByteReader(Uint8Array.from(bytes)).varint()).toThrow(BadBytes)
  })
})

describe('numbers', () => {
  test('come back, to the last bit', () => {
    const any = fc.oneof(
      fc.double(),
      fc.integer().map((n) => n / 1024),
      fc.constantFrom(
        0,
        -0,
        1 / 1024,
        1 / 2048,
        2 ** 38,
        -(2 ** 38),
        5e-324,
        Number.MAX_VALUE,
        NaN,
        -Infinity,
      ),
    )
    fc.assert(
      fc.property(any, (value) => {
        expect(roundTrip(value, writeNumber, readNumber)).toBe(value)
      }),
    )
  })

  test('on the grid of whole pixels are short', () => {
    expect(written((writer) => writeNumber(writer, 100.25))).toHaveLength(4)
    expect(written((writer) => writeNumber(writer, 0.1))).toHaveLength(9)
  })

  test('in an unknown form are refused', () => {
    expect(() => readNumber(new ByteReader(Uint8Array.of(2, 0)))).toThrow(BadBytes)
    expect(() => readNumber(new ByteReader(Uint8Array.of(0, 1, 2, 3)))).toThrow(BadBytes)
  })
})

describe('text', () => {
  test('comes back, the mark at its beginning too', () => {
    const any = fc.oneof(anyText, fc.constantFrom('', '\uFEFF', '\uFEFFa', '\0'))
    fc.assert(
      fc.property(any, (value) => {
        expect(
          roundTrip(
            value,
            (w, v) => w.text(v),
            (r) => r.text(),
          ),
        ).toBe(value)
      }),
    )
  })

  test.each([
    ['cut short', [2, 0x61]],
    ['a lone continuation', [1, 0x80]],
    ['half a character', [2, 0xe2, 0x82]],
    ['a surrogate', [3, 0xed, 0xa0, 0x80]],
    ['an overlong slash', [2, 0xc0, 0xaf]],
  ])('that is %s is refused', (_, bytes) => {
    expect(() => new ByteReader(Uint8Array.from(bytes)).text()).toThrow(BadBytes)
  })
})

test('the writer grows and hands out its own bytes', () => {
  const writer = new ByteWriter()
  const big = Uint8Array.from({ length: 5000 }, (_, i) => i)
  writer.byte(1)
  writer.bytes(big)
  const first = writer.finish()
  writer.byte(2)
  expect(first).toHaveLength(5001)
  expect(writer.finish()).toHaveLength(5002)
  expect(first.subarray(1)).toEqual(big)
})

test('a decoder reads all bytes, also of a window on a larger buffer', () => {
  const window = Uint8Array.of(9, 9, 5, 6, 9).subarray(2, 4)
  expect(decodeWhole(window, (reader) => [reader.varint(), reader.varint()])).toEqual({
    ok: true,
    value: [5, 6],
  })
  expect(decodeWhole(window, (reader) => reader.varint())).toMatchObject({ ok: false })
  expect(decodeWhole(window, (reader) => reader.bytes(3))).toMatchObject({ ok: false })
})

test('a defect of ours is not taken for bad bytes', () => {
  const defect = () => {
    throw new TypeError('ours')
  }
  expect(() => decodeWhole(new Uint8Array(), defect)).toThrow('ours')
})
