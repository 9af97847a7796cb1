export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and how opaque, 0…255 each, row by row. */
  readonly data: Uint8Array | Uint8ClampedArray
}

export interface PixelDifference {
  /** Pixels of either picture that the other has nowhere near. */
  readonly pixels: number
  /** Of all pixels, 0…1. */
  readonly share: number
  /** Where most of them are: the corner of a square of 32 pixels. */
  readonly where: readonly [x: number, y: number]
}

/** How far a colour may be from those around it in the other picture, per channel. */
const slack = 32
const square = 32

/**
 * Compares two opaque pictures of the same size. A pixel agrees when its colour lies between those that the other picture
 * has within a pixel around it, give or take `slack`: so edges may be smoothed in another way or lie half a pixel beside,
 * but nothing may be missing, be too much, be elsewhere or have another colour, however small. Throws if the sizes differ.
 */
export function comparePixels(a: Pixels, b: Pixels): PixelDifference {
  const { width, height } = a
  if (width !== b.width || height !== b.height)
    throw new RangeError(`${width} by ${height} pixels cannot be compared with ${b.width} by ${b.height}`)
  let pixels = 0
  const squares = new Map<number, number>()
  const columns = Math.ceil(width / square)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (isNear(a, b, x, y) && isNear(b, a, x, y)) continue
      pixels++
      const place = Math.floor(y / square) * columns + Math.floor(x / square)
      squares.set(place, (squares.get(place) ?? 0) + 1)
    }
  const [fullest = 0] = [...squares].sort(([, one], [, other]) => other - one)[0] ?? []
  const where = [(fullest % columns) * square, Math.floor(fullest / columns) * square] as const
  return { pixels, share: pixels / (width * height), where }
}

function isNear({ data, width, height }: Pixels, around: Pixels, x: number, y: number): boolean {
  for (let channel = 0; channel < 3; channel++) {
    const at = (u: number, v: number) => 4 * (v * width + u) + channel
    const value = data[at(x, y)] ?? 0
    if (Math.abs(value - (around.data[at(x, y)] ?? 0)) <= slack) continue
    let least = 255
    let most = 0
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const near = around.data[at(u, v)] ?? 0
        least = Math.min(least, near)
        most = Math.max(most, near)
      }
    if (value < least - slack || value > most + slack) return false
  }
  return true
}
