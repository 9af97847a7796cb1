import { samplesPerSecond } from '../src/load/hand.ts'
import type { WritingPlace } from './placed-hand.ts'
import { colorOf, inkWidth, PlacedHand, samplesAtOnce } from './placed-hand.ts'

/** What one of the others tells of a stroke: all of it as far as it is drawn. See `SentMessage` in bench/peers. */
export interface OthersMessage {
  /** Milliseconds after the first. */
  readonly due: number
  /** The how manieth stroke it is of all that are drawn, from 0. */
  readonly stroke: number
  readonly drawn: {
    /** x, y and pressure, one after another. */
    readonly points: readonly number[]
    readonly color: string
    readonly width: number
  }
}

const hundredths = (value: number) => Math.round(value * 100) / 100

/**
 * What Drawbridge's people draw in so many seconds, as messages in the order in which they come. Where a stroke ends
 * within a message and another begins, there are two.
 */
export function othersMessages(places: readonly WritingPlace[], seconds: number): readonly OthersMessage[] {
  const rounds = Math.round((seconds * samplesPerSecond) / samplesAtOnce)
  const hands = places.map((place, i) => ({ hand: new PlacedHand(i + 1, place), stroke: -1, points: [0] }))
  const messages: OthersMessage[] = []
  let strokes = 0
  for (let round = 0; round < rounds; round++)
    hands.forEach((pen, i) => {
      const due = ((round + i / hands.length) * 1000 * samplesAtOnce) / samplesPerSecond
      const tell = () => {
        const drawn = { points: [...pen.points], color: colorOf(i + 1), width: inkWidth }
        messages.push({ due, stroke: pen.stroke, drawn })
      }
      for (let n = 0; n < samplesAtOnce; n++) {
        const { begins, x, y, pressure } = pen.hand.next()
        if (begins) {
          if (n > 0) tell()
          pen.stroke = strokes++
          pen.points = []
        }
        pen.points.push(...[x, y, pressure].map(hundredths))
      }
      tell()
    })
  return messages
}
