import { elementId, shape, stroke, text } from '@drawbridge/board'
import type { Style } from '@drawbridge/editor'
import { defaultStyle } from '@drawbridge/editor'
import { expect, test } from 'vitest'
import { styleSubject } from './style-subject.ts'

const identity = (number: number) => ({ id: elementId(new Uint8Array(16).fill(number)), index: `a${number}` })
const box = { minX: 0, minY: 0, maxX: 40, maxY: 40 }
const red = shape({ ...identity(1), box, color: 'red', strokeWidth: 2, dash: 'dotted' })
const blue = shape({ ...identity(2), box, color: 'blue', strokeWidth: 2, dash: 'dotted', text: 'Start' })
const ink = stroke({ ...identity(3), color: 'red', strokeWidth: 8, points: [{ x: 0, y: 0 }] })
const words = text({ ...identity(4), at: { x: 0, y: 0 }, text: 'hello', fontSize: 32 })

const names = ({ names }: { names: ReadonlySet<keyof Style> }) => [...names]

test('with nothing selected it is about what the tool makes', () => {
  const pen = styleSubject([], 'pen', defaultStyle)
  expect(names(pen)).toEqual(['color', 'strokeWidth', 'opacity'])
  expect(pen.values).toBe(defaultStyle)
  expect(names(styleSubject([], 'hand', defaultStyle))).toEqual([])
  expect(names(styleSubject([], 'text', defaultStyle))).toContain('font')
})

test('what differs between the selected elements has no value, what only some have is theirs', () => {
  const { names, values } = styleSubject([red, blue, ink], 'select', defaultStyle)
  expect(values).toMatchObject({ dash: 'dotted', fill: 'none', opacity: 1 })
  expect(values).not.toHaveProperty('color')
  expect(values).not.toHaveProperty('strokeWidth')
  expect(names.has('color')).toBe(true)
})

test('words have their properties where there are words', () => {
  expect(names(styleSubject([red], 'select', defaultStyle))).not.toContain('fontSize')
  expect(names(styleSubject([blue], 'select', defaultStyle))).toContain('verticalAlign')
  expect(styleSubject([words], 'select', defaultStyle).values).toMatchObject({ fontSize: 32 })
})
