import { encodeBase64Url } from '@drawbridge/board'
import { clientIdOf, decodeEntry, defaultLimits } from '@drawbridge/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encoded, rectangleNumber, someEntries } from '../testing/entries.ts'
import { passGate } from './gate.ts'

const client = clientIdOf('a'.repeat(22))
const now = 1_700_000_000_000

function submit(first: unknown, entries: unknown, limits = defaultLimits) {
  return passGate({ role: 'editor', client, first, entries }, limits, now)
}

describe('entries that may go into the log', () => {
  test('become records that hold who, when, which and what', () => {
    const verdict = submit(7, someEntries(1, 2))
    if (!verdict.ok) throw new Error(verdict.error.message)
    expect(verdict.group).toMatchObject({ client, first: 7 })
    const [, second] = verdict.group.entries
    expect(decodeEntry(second ?? new Uint8Array(), 12)).toEqual({
      ok: true,
      value: { seq: 12, client, n: 8, time: now, operations: [rectangleNumber(2)] },
    })
    expect(verdict.bytes).toBe(verdict.group.entries.reduce((sum, { length }) => sum + length, 0))
  })

  test('come from editors and owners, not from viewers', () => {
    const roleMay = (role: 'viewer' | 'editor' | 'owner') =>
      passGate({ role, client, first: 1, entries: someEntries(1, 1) }, defaultLimits, now)
    expect(roleMay('owner').ok).toBe(true)
    expect(roleMay('viewer')).toMatchObject({ ok: false, error: { code: 'READ_ONLY' } })
  })
})

describe('what is refused', () => {
  const good = encoded(rectangleNumber(1))
  const outOfRange = encoded({ type: 'update', id: encodeBase64Url(new Uint8Array(16)), set: { opacity: 7 } })

  test.each([
    ['no number', undefined, [good], 'BAD_REQUEST', undefined],
    ['number zero', 0, [good], 'BAD_REQUEST', undefined],
    ['a broken number', 1.5, [good], 'BAD_REQUEST', undefined],
    ['no list', 1, good, 'BAD_REQUEST', undefined],
    ['an empty list', 1, [], 'BAD_REQUEST', undefined],
    ['something that is no text', 1, [good, { length: 3 }], 'INVALID_ENTRY', 1],
    ['not base64url', 1, [good, good, `${good}!`], 'INVALID_ENTRY', 2],
    ['padded base64', 1, [`${good}=`], 'INVALID_ENTRY', 0],
    ['bytes of nothing', 1, [''], 'INVALID_ENTRY', 0],
    ['bytes that go on after their end', 1, [`${good}AAAA`], 'INVALID_ENTRY', 0],
    ['a value that is not allowed', 1, [good, outOfRange], 'INVALID_ENTRY', 1],
  ])('%s', (_name, first, entries, code, at) => {
    const verdict = submit(first, entries)
    expect(verdict).toMatchObject({ ok: false, error: { code } })
    if (!verdict.ok) expect(verdict.at).toBe(at)
  })

  test('too many, and too large', () => {
    const limits = { ...defaultLimits, submitEntries: 2, entryBytes: 100 }
    expect(submit(1, someEntries(1, 3), limits)).toMatchObject({ error: { code: 'TOO_LARGE' } })
    expect(submit(1, [good, 'A'.repeat(200)], limits)).toMatchObject({ error: { code: 'TOO_LARGE' }, at: 1 })
    expect(submit(1, someEntries(1, 2), limits).ok).toBe(true)
  })

  test('whatever else may come, without an exception', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (first, entries) => {
        expect(submit(first, entries).ok).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const verdict = submit(1, [encodeBase64Url(bytes)])
        if (!verdict.ok) expect(verdict.error.code).toBe('INVALID_ENTRY')
      }),
    )
  })
})
