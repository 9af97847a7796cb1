import type { Ink } from '@drawbridge/board'

/** Half pressure as ink stores it, in steps of 1/255. */
const halfway = Math.round(0.5 * 255)

/** True when the device had no real pressure: every point says one half. @param from those before it are known to */
export function hasNoPressure(ink: Ink, from = 0): boolean {
  for (let i = from; i < ink.length; i++) if (Math.round(ink.pressure(i) * 255) !== halfway) return false
  return true
}

/** What a hand presses that hardly moves, and one that goes at `fast` screen pixels a millisecond or more. */
const slowPressure = 0.65
const fastPressure = 0.3
const fast = 2.5

/** Milliseconds in which the simulated pressure goes most of the way to a new value. */
const settling = 60

/**
 * The pressure at each point, 0…1. Where the device had none, a fast hand presses lightly and a slow one firmly; where
 * there are no times either, the pressure stays at one half. Speed counts by the clock and in pixels of the screen that
 * it was drawn on, so it looks the same however often the device reported. Worked out for the whole ink, so that rubbing
 * a piece out does not change how the rest looks.
 */
export function pressuresOf(ink: Ink): readonly number[] {
  if (!hasNoPressure(ink)) return Array.from({ length: ink.length }, (_, i) => ink.pressure(i))
  return continuedPressures(ink, [])
}

/** The pressures where the device had none, those of the first points being known. */
export function continuedPressures(ink: Ink, known: readonly number[]): readonly number[] {
  const pixels = screenScale(ink)
  const pressures = [...known]
  let pressure = known.at(-1) ?? 0.5
  for (let i = known.length; i < ink.length; i++) {
    pressure = pressed(ink, i, pressure, pixels)
    pressures.push(pressure)
  }
  return pressures
}

function pressed(ink: Ink, i: number, before: number, pixels: number): number {
  const duration = i === 0 ? 0 : ink.time(i) - ink.time(i - 1)
  if (duration <= 0) return before
  const distance = Math.hypot(ink.x(i) - ink.x(i - 1), ink.y(i) - ink.y(i - 1)) * pixels
  const speed = Math.min(1, distance / duration / fast)
  const wanted = slowPressure + (fastPressure - slowPressure) * speed
  return before + (wanted - before) * (1 - Math.exp(-duration / settling))
}

/** About how many screen pixels a board unit had when the ink was drawn: its grid was chosen by the zoom. */
export function screenScale(ink: Ink): number {
  return 2 ** (ink.grid - 3)
}
