import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DecimalText, stepsFor } from './decimal.ts'

const latin = new TextDecoder('latin1')
const text = new DecimalText()
function written(steps: number, perUnit: number): string {
  text.number(steps, perUnit)
  return latin.decode(text.take())
}

test('a number is written as short as it can be', () => {
  const shortest: readonly (readonly [number, string])[] = [
    [0, '0'],
    [5, '.05'],
    [-5, '-.05'],
    [50, '.5'],
    [100, '1'],
    [-1230, '-12.3'],
    [1_000_001, '10000.01'],
  ]
  for (const [steps, short] of shortest) expect(written(steps, 100)).toBe(short)
})

test('a number is read as what it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(2 ** 45), max: 2 ** 45 }),
      fc.constantFrom(100, 1000, 10_000, 100_000, 1_000_000),
      (steps, perUnit) => {
        expect(Number(written(steps, perUnit))).toBe(steps / perUnit)
      },
    ),
  )
})

test('texts follow one another, however long they get', () => {
  for (let i = 0; i < 3000; i++) {
    text.ascii('at ')
    text.number(i, 1)
    text.character(0x2c)
  }
  const whole = latin.decode(text.take())
  expect(whole).toBe(Array.from({ length: 3000 }, (_, i) => `at ${i},`).join(''))
  expect(text.take()).toHaveLength(0)
})

test('the smaller a path is, the finer it is written', () => {
  const across = (length: number) => stepsFor({ verbs: 'ML', coordinates: [5000, 0, 5000, length] })
  expect([1000, 15, 1, 0.1, 0].map(across)).toEqual([100, 1000, 10_000, 100_000, 100_000])
})
