import { describe, expect, it } from 'vitest'
import { elementBounds } from '@drawbridge/board'
import { inkSheet, sheetElements, sheetSize, windowSize } from './ink-sheet.ts'

describe('a sheet of ink', () => {
  it('is the same for the same seed, and another for another', () => {
    expect([...inkSheet(50, 7)]).toEqual([...inkSheet(50, 7)])
    expect([...inkSheet(50, 7)]).not.toEqual([...inkSheet(50, 8)])
  })

  it.each([1000, 10_000])('has a quarter of %i strokes in a window at zoom 1', (count) => {
    const { width, height } = sheetSize(count)
    const [left, top] = [(width - windowSize.width) / 2, (height - windowSize.height) / 2]
    const isInView = (at: number, from: number, length: number) => at >= from && at < from + length
    const inView = [...sheetElements(inkSheet(count))]
      .map(elementBounds)
      .filter(({ minX, maxX, minY, maxY }) => {
        const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2]
        return isInView(x, left, windowSize.width) && isInView(y, top, windowSize.height)
      })
    expect(inView.length / count).toBeGreaterThan(0.2)
    expect(inView.length / count).toBeLessThan(0.3)
  })

  it('grows beyond 100,000 strokes, so that what is in view stays', () => {
    expect(sheetSize(100_000)).toEqual(sheetSize(1000))
    const { width, height } = sheetSize(1_000_000)
    expect((width * height) / (windowSize.width * windowSize.height)).toBeCloseTo(40)
  })
})
