import type { Operation } from '@drawbridge/board'
import { createElement, deleteElement, elementId, extendStroke, Ink, stroke } from '@drawbridge/board'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Link } from './chains.ts'
import { linkAfter } from './chains.ts'
import { composeGrowth, extendAfter, parseGrowth } from './growth.ts'

const id = elementId(new Uint8Array(16).fill(7))
const begun = createElement(stroke({ id, index: 'a0', points: [{ x: 3, y: 4 }] }))
const linkOf = (operations: readonly Operation[]) =>
  linkAfter(undefined, { client: 'c', n: 41, time: 0, operations })
const extendBy = (from: number, quads: readonly (readonly number[])[]) =>
  extendStroke(id, from, Ink.fromRaw(gridOfStroke(), Int32Array.from(quads.flat())))
const gridOfStroke = () =>
  begun.type === 'create' && begun.element.type === 'stroke' ? begun.element.ink.grid : 0

/** As whoever hears it works it out. */
function told(before: Link, text: string): Operation[] {
  const parsed = parseGrowth(text)
  if (!parsed.ok) throw new Error(parsed.reason)
  expect(parsed.value.first).toBe(before.n + 1)
  let link = before
  return parsed.value.moves.map((moves) => {
    const operation = extendAfter(link, moves)
    if (!operation) throw new Error('nothing grows')
    link = linkAfter(link, { ...link, n: link.n + 1, operations: [operation] })
    return operation
  })
}

const quad = fc.tuple(
  fc.integer({ min: -5000, max: 5000 }),
  fc.integer({ min: -5000, max: 5000 }),
  fc.nat(255),
  fc.nat(5000),
)

describe('a growth', () => {
  test('tells entries as they were composed', () => {
    const sizes = fc.array(fc.array(quad, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(sizes, (entries) => {
        let length = 1
        const operations = entries.map((quads): Operation => {
          const extend = extendBy(length, quads)
          length += quads.length
          return extend
        })
        const before = linkOf([begun])
        const growth = composeGrowth(
          before,
          operations.map((operation) => [operation]),
        )
        expect(growth?.count).toBe(entries.length)
        expect(growth?.link).toMatchObject({ n: 41 + entries.length, tip: { length } })
        expect(told(before, growth?.text ?? '')).toEqual(operations)
      }),
    )
  })

  test('ends before the first entry that does something else', () => {
    const grows = [extendBy(1, [[9, 9, 128, 16]])]
    const before = linkOf([begun])
    expect(composeGrowth(before, [grows, [deleteElement(id)], grows])?.count).toBe(1)
    expect(composeGrowth(before, [[deleteElement(id)], grows])).toBeUndefined()
    expect(composeGrowth(before, [[...grows, deleteElement(id)]])).toBeUndefined()
    expect(composeGrowth(before, [[extendBy(2, [[9, 9, 128, 16]])]])).toBeUndefined()
    expect(composeGrowth(linkOf([deleteElement(id)]), [grows])).toBeUndefined()
  })

  test('takes few characters', () => {
    const steady = [1, 2].map((i) => [extendBy(i, [[40 * i, 9 * i, 128 + i, 16 * i]])])
    expect(composeGrowth(linkOf([begun]), steady)?.text.length).toBeLessThan(14)
  })

  test('is not read when it is something else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseGrowth(text)).not.toThrow()
      }),
    )
    for (const text of ['', ' ', '!', '! ', '!Q$AAAA', '!  !"'])
      expect(parseGrowth(text).ok, JSON.stringify(text)).toBe(false)
  })
})
