import { expect, test } from 'vitest'
import { patternStep } from './background.ts'

test('dots and lines keep apart on the screen at every zoom', () => {
  for (let zoom = 0.05; zoom <= 64; zoom *= 1.1) {
    const pixels = patternStep(zoom) * zoom
    expect(pixels).toBeGreaterThanOrEqual(14)
    expect(pixels).toBeLessThan(28.001)
  }
})
