import { createElement, elementId, encodeBase64Url, extendStroke, Ink, stroke } from '@drawbridge/board'
import type { Link } from '@drawbridge/protocol'
import { clientIdOf, composeGrowth, decodeEntry, defaultLimits } from '@drawbridge/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encoded, rectangleNumber, someEntries } from '../testing/entries.ts'
import { openGrowth, passGate, passGrowth } from './gate.ts'

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

describe('what grows a stroke', () => {
  const id = elementId(new Uint8Array(16).fill(1))
  const begun = createElement(stroke({ id, index: 'a0', points: [{ x: 0, y: 0 }] }))
  const grid = begun.type === 'create' && begun.element.type === 'stroke' ? begun.element.ink.grid : 0
  const extend = (from: number, x: number) =>
    extendStroke(id, from, Ink.fromRaw(grid, Int32Array.of(x, 5, 128, 16 * from)))
  const before = () => {
    const verdict = submit(7, [encoded(begun)])
    if (!verdict.ok || !verdict.link) throw new Error('the stroke does not pass')
    return verdict.link
  }
  const grow = (text: string, link: Link | undefined, limits = defaultLimits) => {
    const growth = openGrowth(text)
    if (!growth.ok) throw new Error(growth.reason)
    return passGrowth({ role: 'editor', client, growth: growth.value }, limits, now, link)
  }

  test('becomes the records that its entries would have been', () => {
    const operations = [extend(1, 40), extend(2, 81)]
    const growth = composeGrowth(
      before(),
      operations.map((operation) => [operation]),
    )
    const verdict = grow(growth?.text ?? '', before())
    expect(verdict).toEqual(
      passGate(
        { role: 'editor', client, first: 8, entries: operations.map((operation) => encoded(operation)) },
        defaultLimits,
        now,
        before(),
      ),
    )
    expect(verdict).toMatchObject({ ok: true, group: { first: 8 }, link: { n: 9, tip: { length: 3 } } })
  })

  test('comes from editors, behind the entry before it, and no more at once than entries may', () => {
    const text = composeGrowth(before(), [[extend(1, 40)], [extend(2, 81)]])?.text ?? ''
    const growth = openGrowth(text)
    if (!growth.ok) throw new Error(growth.reason)
    expect(
      passGrowth({ role: 'viewer', client, growth: growth.value }, defaultLimits, now, before()),
    ).toMatchObject({ ok: false, error: { code: 'READ_ONLY' } })
    for (const link of [undefined, { ...before(), n: 8 }])
      expect(grow(text, link)).toMatchObject({ ok: true, group: { first: 8, entries: [] }, link: undefined })
    expect(grow(text, { ...before(), tip: undefined })).toMatchObject({
      error: { code: 'INVALID_ENTRY' },
      at: 0,
    })
    expect(grow(text, before(), { ...defaultLimits, submitEntries: 1 })).toMatchObject({
      error: { code: 'TOO_LARGE' },
    })
  })

  test('is a short text', () => {
    for (const growth of [undefined, 7, {}, '', 'x'.repeat(5000)]) expect(openGrowth(growth).ok).toBe(false)
  })
})
