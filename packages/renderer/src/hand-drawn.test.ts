import type { Element, ShapeElement } from '@drawbridge/board'
import { elementBounds, elementId, line, shape } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import { flatten, shapeNames } from '@drawbridge/geometry'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paint } from './paint.ts'
import { aboutMeasure } from './text-layout.ts'
import { themes } from './theme.ts'

const made = { id: elementId(new Uint8Array(16).fill(7)), index: 'a0' }
const box = { minX: 0, minY: 0, maxX: 200, maxY: 120 }
const paths = (element: Element): Path[] =>
  paint(element, themes.light, aboutMeasure).flatMap((op) => ('path' in op ? [op.path] : []))

describe('a shape that looks drawn by hand', () => {
  test.each(shapeNames)('%s is the same on every screen and differs from the clean one', (name) => {
    const rough = shape({ ...made, box, shape: name, roughness: 1 })
    expect(paths(rough)).toEqual(paths({ ...rough }))
    expect(paths(rough)).not.toEqual(paths({ ...rough, roughness: 0 } as ShapeElement))
    const another = { ...rough, id: elementId(new Uint8Array(16).fill(9)) }
    expect(paths(rough)).not.toEqual(paths(another))
  })

  test('looks the same wherever it is', () => {
    const rough = shape({ ...made, box, roughness: 2 })
    expect(paths({ ...rough, x: 500 } as ShapeElement)).toEqual(paths(rough))
  })
})

test('whatever its size, a hand-drawn shape stays within what is repainted for it, and costs little', () => {
  const length = fc.oneof(fc.double({ min: 0, max: 4000, noNaN: true }), fc.constantFrom(0, 1, 2 ** 33))
  fc.assert(
    fc.property(
      fc.constantFrom(...shapeNames),
      length,
      length,
      fc.constantFrom(0, 1, 2, 3),
      fc.constantFrom('hachure', 'cross-hatch'),
      fc.constantFrom(0.01, 2, 16),
      (name, width, height, roughness, fillStyle, strokeWidth) => {
        const element = shape({
          ...made,
          box: { minX: 0, minY: 0, maxX: width, maxY: height },
          shape: name,
          fill: 'red',
          fillStyle,
          roughness,
          strokeWidth,
        })
        const { minX, minY, maxX, maxY } = elementBounds(element)
        const slack = 1 + Math.max(width, height) / 50
        for (const path of paths(element)) {
          expect(path.verbs.length).toBeLessThan(20_000)
          const outside = flatten(path)
            .flat()
            .filter(
              ({ x, y }) =>
                !(x >= minX - slack && x <= maxX + slack && y >= minY - slack && y <= maxY + slack),
            )
          expect(outside).toEqual([])
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('a clean shape can be hatched: its outline is exact, its fill is lines', () => {
  const element = shape({ ...made, box, fill: 'blue', fillStyle: 'cross-hatch' })
  const ops = paint(element, themes.light, aboutMeasure)
  expect(ops.map(({ kind }) => kind)).toEqual(['outline', 'outline'])
  const solid = paint({ ...element, fillStyle: 'solid' }, themes.light, aboutMeasure)
  expect(solid.map(({ kind }) => kind)).toEqual(['fill', 'outline'])
  expect(paths(element)[1]).toEqual(paths({ ...element, fillStyle: 'solid' })[1])
})

test('a line with words on it has a gap where they stand', () => {
  const plain = line({ ...made, from: { x: 0, y: 0 }, to: { x: 200, y: 0 }, endHead: 'arrow' })
  const [whole] = paths(plain)
  const [cut] = paths({ ...plain, text: 'yes' })
  expect([whole?.verbs, cut?.verbs]).toEqual(['ML', 'MLML'])
  expect(cut?.coordinates[2]).toBeLessThan(100)
  expect(cut?.coordinates[4]).toBeGreaterThan(100)
})
