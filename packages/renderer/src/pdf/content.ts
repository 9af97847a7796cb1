import type { Path } from '@drawbridge/geometry'
import { DecimalText, stepsFor } from '../decimal.ts'
import { traceCubic } from './curves.ts'

/** Numbers that place things are written to this fine a step; larger ones than any board has keep all that they have. */
const placing = 1e6

/** The drawing of a page, as operators of PDF. Lengths are in whatever unit the matrix in force says. */
export class PdfContent {
  readonly #text = new DecimalText()

  save(): void {
    this.#operator('q')
  }

  restore(): void {
    this.#operator('Q')
  }

  /** x' = a·x + c·y + e, y' = b·x + d·y + f */
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#numbers(a, b, c, d, e, f)
    this.#operator('cm')
  }

  /** Until the next `restore`, only what is in the box is seen. */
  clip(x: number, y: number, width: number, height: number): void {
    this.#numbers(x, y, width, height)
    this.#operator('re W n')
  }

  /** @param name of a graphics state among the page's resources */
  state(name: string): void {
    this.#operator(`/${name} gs`)
  }

  /** @param color `#rrggbb` */
  fillColor(color: string): void {
    this.#color(color)
    this.#operator('rg')
  }

  fillBox(x: number, y: number, width: number, height: number): void {
    this.#numbers(x, y, width, height)
    this.#operator('re f')
  }

  fill(path: Path): void {
    this.#path(path)
    this.#operator('f')
  }

  /** A line with round ends and joins. @param color `#rrggbb` */
  stroke(path: Path, color: string, width: number, dash: readonly number[] | undefined): void {
    this.#color(color)
    this.#operator('RG')
    this.#numbers(width)
    this.#operator('w 1 J 1 j')
    if (dash) {
      this.#operator('[')
      this.#numbers(...dash)
      this.#operator('] 0 d')
    }
    this.#path(path)
    this.#operator('S')
    if (dash) this.#operator('[] 0 d')
  }

  /** What is written since the last time. */
  take(): Uint8Array {
    return this.#text.take().slice()
  }

  #color(color: string): void {
    for (const at of [1, 3, 5]) this.#numbers(parseInt(color.slice(at, at + 2), 16) / 255)
  }

  #operator(operator: string): void {
    this.#text.ascii(operator)
    this.#text.character(lineEnd)
  }

  #numbers(...values: readonly number[]): void {
    for (const value of values) this.#steps(Math.round(value * placing), placing)
  }

  #steps(steps: number, perUnit: number): void {
    this.#text.number(steps, perUnit)
    this.#text.character(space)
  }

  #path(path: Path): void {
    const perUnit = stepsFor(path)
    const put = (value: number) => {
      this.#steps(Math.round(value * perUnit), perUnit)
    }
    traceCubic(path, tolerance / perUnit, {
      moveTo: (x, y) => {
        put(x)
        put(y)
        this.#operator('m')
      },
      lineTo: (x, y) => {
        put(x)
        put(y)
        this.#operator('l')
      },
      bezierCurveTo: (x1, y1, x2, y2, x, y) => {
        put(x1)
        put(y1)
        put(x2)
        put(y2)
        put(x)
        put(y)
        this.#operator('c')
      },
      closePath: () => {
        this.#operator('h')
      },
    })
  }
}

/** In the steps that a path is written in. */
const tolerance = 4
const space = 0x20
const lineEnd = 0x0a
