import type { Path } from '@drawbridge/geometry'
import { DecimalText, stepsFor } from './decimal.ts'

/** In steps: how far a control point that a reader works out by itself may be from where it belongs. */
const slack = 2
const space = 0x20
const [m, l, q, t, c, z] = [0x6d, 0x6c, 0x71, 0x74, 0x63, 0x7a]
const latin = new TextDecoder('latin1')

/**
 * The path as the `d` of an SVG path: rounded, and relative throughout, because steps are shorter to write than places.
 * A reader adds them up, so each is measured from where the rounded ones before it have led, and errors do not add up.
 * Where a curve goes on as smoothly as ink does, its control point is left for the reader to mirror.
 */
export function svgPath(path: Path): string {
  writer.write(path)
  return latin.decode(writer.text.take())
}

class SvgPathWriter {
  readonly text = new DecimalText()
  #perUnit = 1
  #command = 0
  #isFirst = true
  /** Where a reader is by now, in steps. */
  #x = 0
  #y = 0
  /** The control point that a reader would give to the next smooth curve; NaN where none goes before. */
  #mirroredX = NaN
  #mirroredY = NaN

  write(path: Path): void {
    const { verbs, coordinates } = path
    const perUnit = (this.#perUnit = stepsFor(path))
    this.#x = this.#y = 0
    this.#begin(0)
    let at = 0
    let startX = 0
    let startY = 0
    const next = () => Math.round((coordinates[at++] ?? 0) * perUnit)
    for (const verb of verbs) {
      if (verb === 'Q') {
        this.#quadratic(next(), next(), next(), next())
        continue
      }
      this.#mirroredX = this.#mirroredY = NaN
      if (verb === 'M') {
        // What follows a first pair without a letter would be lines.
        this.#command = 0
        this.#begin(m)
        this.#go(next(), next())
        startX = this.#x
        startY = this.#y
      } else if (verb === 'L') {
        this.#begin(l)
        this.#go(next(), next())
      } else if (verb === 'C') {
        this.#begin(c)
        this.#pair(next(), next())
        this.#pair(next(), next())
        this.#go(next(), next())
      } else {
        this.#begin(z)
        this.#command = 0
        this.#x = startX
        this.#y = startY
      }
    }
  }

  #quadratic(controlX: number, controlY: number, x: number, y: number): void {
    let [bentX, bentY] = [controlX, controlY]
    // Never so where they are NaN.
    if (Math.abs(controlX - this.#mirroredX) <= slack && Math.abs(controlY - this.#mirroredY) <= slack) {
      bentX = this.#mirroredX
      bentY = this.#mirroredY
      this.#begin(t)
    } else {
      this.#begin(q)
      this.#pair(controlX, controlY)
    }
    this.#go(x, y)
    this.#mirroredX = 2 * x - bentX
    this.#mirroredY = 2 * y - bentY
  }

  #begin(command: number): void {
    if (this.#command === command) return
    this.#command = command
    this.#isFirst = true
    if (command !== 0) this.text.character(command)
  }

  #go(x: number, y: number): void {
    this.#pair(x, y)
    this.#x = x
    this.#y = y
  }

  #pair(x: number, y: number): void {
    this.#steps(x - this.#x)
    this.#steps(y - this.#y)
  }

  #steps(steps: number): void {
    if (!this.#isFirst && steps >= 0) this.text.character(space)
    this.#isFirst = false
    this.text.number(steps, this.#perUnit)
  }
}

const writer = new SvgPathWriter()
