import { describe, expect, it } from 'vitest'
import { PlacedHand, placesIn } from './placed-hand.ts'

const corner = { x: 640, y: 360 }
const size = { width: 1280, height: 720 }

describe('a hand in its place', () => {
  it.each([1, 20, 50])('is seen in the window for as long as it draws, with %i in all', (count) => {
    for (const [i, place] of placesIn(corner, size, count).entries()) {
      const hand = new PlacedHand(i + 1, place)
      const samples = Array.from({ length: 3000 }, () => hand.next())
      for (const { x, y } of samples) {
        expect(x - corner.x).toBeGreaterThan(0)
        expect(x - corner.x).toBeLessThan(size.width)
        expect(y - corner.y).toBeGreaterThan(-20)
        expect(y - corner.y).toBeLessThan(size.height + 20)
      }
      expect(samples.filter(({ begins }) => begins).length).toBeGreaterThan(20)
    }
  })

  it('writes as a hand does anywhere: in one go from where a stroke begins to where it ends', () => {
    const [place] = placesIn(corner, size, 1)
    if (!place) throw new Error('there is no place')
    const hand = new PlacedHand(7, place)
    let before = hand.next()
    for (let i = 0; i < 1000; i++) {
      const sample = hand.next()
      if (!sample.begins) expect(Math.hypot(sample.x - before.x, sample.y - before.y)).toBeLessThan(20)
      before = sample
    }
  })
})
