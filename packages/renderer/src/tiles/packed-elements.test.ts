import type { Element, StrokeElement } from '@drawbridge/board'
import { applyToElement, eraseStroke, stroke } from '@drawbridge/board'
import { expect, test } from 'vitest'
import { longer, oneOfEach, square, strokeOf } from '../testing/elements.ts'
import { packElements, transferOf, unpackElements } from './packed-elements.ts'

/** As it arrives on the other side. */
const across = (packed: ReturnType<typeof packElements>) =>
  structuredClone(packed, { transfer: transferOf(packed) })

const plain = (element: Element) => {
  const ink = element.type === 'stroke' ? element.ink : undefined
  return { ...element, ink: ink && { grid: ink.grid, raw: [...ink.raw()] } }
}

test('elements arrive as they were sent', () => {
  const first = strokeOf(7, { x: 1, y: 2, pressure: 0.3, time: 0 }, { x: 9, y: 4, pressure: 0.9, time: 8 })
  const erased = applyToElement(first, eraseStroke(first.id, 'me', [0, 100]))
  const coloured = stroke({ ...first, id: 'coloured', color: '#abcdef', points: [{ x: 1, y: 1 }] })
  const sent = [
    ...oneOfEach,
    { ...first, id: 'one' },
    erased as StrokeElement,
    coloured,
    { ...coloured, id: 'linked', link: 'x|y' },
    { ...coloured, id: 'grouped', groups: 'x|y' },
    longer(strokeOf(9, { x: 3, y: 3 }), 4, 4),
  ]
  const arrived = unpackElements(across(packElements(sent)))
  const byId = (elements: readonly Element[]) => elements.map(plain).sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(byId(arrived)).toEqual(byId(sent))
})

test('strokes that nothing was erased of say so by the same value as here', () => {
  const sent = strokeOf(1, { x: 0, y: 0 })
  const [arrived] = unpackElements(across(packElements([sent])))
  expect((arrived as StrokeElement).erased).toBe(sent.erased)
})

test('ink stays here: what is sent is a copy', () => {
  const sent = strokeOf(1, { x: 5, y: 6 }, { x: 7, y: 8 })
  across(packElements([sent]))
  expect(sent.ink.x(1)).toBe(2)
})

test('looks that many share are sent once', () => {
  const strokes = Array.from({ length: 50 }, (_, i) => ({ ...strokeOf(1, { x: i, y: 0 }), id: String(i) }))
  expect(packElements([...strokes, square(2, 0, 0)]).looks).toHaveLength(1)
})
