import { emptyBox } from '@drawbridge/geometry'
import { expect, test } from 'vitest'
import { Minimap } from './minimap.ts'

const size = { width: 212, height: 112 }
const view = { minX: 0, minY: 0, maxX: 1000, maxY: 500 }

test('an empty board is a map of the screen alone', () => {
  const map = new Minimap(emptyBox, view, size)
  expect(map.scale).toBe(0.2)
  expect(map.toMap(view)).toEqual({ left: 6, top: 6, width: 200, height: 100 })
})

test('it shows all elements and the screen, in the middle', () => {
  const map = new Minimap({ minX: 1500, minY: 100, maxX: 2000, maxY: 200 }, view, size)
  expect(map.scale).toBe(0.1)
  expect(map.toMap(view)).toEqual({ left: 6, top: 31, width: 100, height: 50 })
  expect(map.toBoard({ x: 6, y: 31 })).toEqual({ x: 0, y: 0 })
})
