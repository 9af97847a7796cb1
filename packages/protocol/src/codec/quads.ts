/** One sample as ink keeps it: grid x, grid y, pressure 0…255, milliseconds. */
export interface Quad {
  readonly x: number
  readonly y: number
  readonly pressure: number
  readonly time: number
}

/** How a hand moved from one sample to the next. */
export interface Motion {
  readonly x: number
  readonly y: number
  readonly time: number
}

/** Numbers of a sample in raw ink. */
export const quadStride = 4

/** @param quads raw ink @param index of the sample */
export function quadAt(quads: Int32Array, index: number): Quad {
  const at = index * quadStride
  return { x: quads[at] ?? 0, y: quads[at + 1] ?? 0, pressure: quads[at + 2] ?? 0, time: quads[at + 3] ?? 0 }
}

export function motionBetween(a: Quad, b: Quad): Motion {
  return { x: b.x - a.x, y: b.y - a.y, time: b.time - a.time }
}
