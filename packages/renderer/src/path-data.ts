import type { Path } from '@drawbridge/geometry'

const coordinatesOf: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 }

/** The path in the syntax of SVG. */
export function pathData({ verbs, coordinates }: Path): string {
  let at = 0
  let data = ''
  for (const verb of verbs) {
    const count = coordinatesOf[verb] ?? 0
    data +=
      verb +
      coordinates
        .slice(at, at + count)
        .map(shortNumber)
        .join(' ')
    at += count
  }
  return data
}

/** A thousandth of a board unit is still a sixteenth of a pixel at the largest zoom. */
export function shortNumber(value: number): string {
  return String(Number(value.toFixed(3)) + 0)
}
