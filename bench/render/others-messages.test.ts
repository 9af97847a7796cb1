import { describe, expect, it } from 'vitest'
import { samplesPerSecond } from '../src/load/hand.ts'
import { othersMessages } from './others-messages.ts'
import { placesIn } from './placed-hand.ts'

describe('what others draw, as messages', () => {
  const people = 5
  const seconds = 2
  const places = placesIn({ x: 0, y: 0 }, { width: 1280, height: 720 }, people)
  const messages = othersMessages(places, seconds)

  it('comes in order, within the time', () => {
    const dues = messages.map(({ due }) => due)
    expect(dues).toEqual(dues.toSorted((a, b) => a - b))
    expect(dues[0]).toBe(0)
    expect(dues.at(-1)).toBeLessThan(seconds * 1000)
  })

  it('holds every sample once all of it has come, and each stroke only grows', () => {
    const drawn = new Map<number, readonly number[]>()
    for (const {
      stroke,
      drawn: { points },
    } of messages) {
      const before = drawn.get(stroke) ?? []
      expect(points.slice(0, before.length)).toEqual(before)
      drawn.set(stroke, points)
    }
    expect([...drawn.values()].flat()).toHaveLength(people * seconds * samplesPerSecond * 3)
    expect([...drawn.keys()].toSorted((a, b) => a - b)).toEqual(Array.from(drawn, (_, i) => i))
  })
})
