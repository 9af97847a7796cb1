import { expect, test } from 'vitest'
import { cutOut } from './cut-path.ts'
import { PathBuilder } from './path.ts'

const box = { minX: 10, minY: -5, maxX: 20, maxY: 5 }

function pathThrough(...points: readonly (readonly [number, number])[]) {
  const path = new PathBuilder()
  points.forEach(([x, y], i) => {
    if (i === 0) path.moveTo(x, y)
    else path.lineTo(x, y)
  })
  return path.path()
}

test.each([
  [
    'through it',
    [
      [0, 0],
      [30, 0],
    ],
    'MLML',
    [0, 0, 10, 0, 20, 0, 30, 0],
  ],
  [
    'beside it',
    [
      [0, 9],
      [30, 9],
    ],
    'ML',
    [0, 9, 30, 9],
  ],
  [
    'into it',
    [
      [0, 0],
      [15, 0],
    ],
    'ML',
    [0, 0, 10, 0],
  ],
  [
    'within it',
    [
      [12, 0],
      [15, 0],
    ],
    '',
    [],
  ],
  [
    'with a corner in it',
    [
      [0, 0],
      [15, 0],
      [15, 30],
    ],
    'MLML',
    [0, 0, 10, 0, 15, 5, 15, 30],
  ],
  [
    'around a corner before it',
    [
      [0, 9],
      [0, 0],
      [30, 0],
    ],
    'MLLML',
    [0, 9, 0, 0, 10, 0, 20, 0, 30, 0],
  ],
] as const)('a path %s', (_, points, verbs, coordinates) => {
  const cut = cutOut(pathThrough(...points), box)
  expect(cut.verbs).toBe(verbs)
  expect(cut.coordinates).toEqual(coordinates)
})
