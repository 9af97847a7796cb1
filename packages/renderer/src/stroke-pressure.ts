import type { Ink } from '@drawbridge/board'

/** Half pressure as ink stores it, in steps of 1/255. */
const halfway = Math.round(0.5 * 255)

/** True when the device had no real pressure: every point says one half. */
function hasNoPressure(ink: Ink): boolean {
  for (let i = 0; i < ink.length; i++) if (Math.round(ink.pressure(i) * 255) !== halfway) return false
  return true
}

/** How fast simulated pressure follows the speed of the hand. */
const follow = 0.275

/**
 * The pressure at each point, 0…1. Where the device had none, a fast hand presses lightly and a slow one firmly.
 * Worked out for the whole ink, so that rubbing a piece out does not change how the rest looks.
 * The simulation is perfect-freehand's: the rate follows the distance between points, in stroke widths.
 */
export function pressuresOf(ink: Ink, strokeWidth: number): readonly number[] {
  const pressures: number[] = []
  const simulated = hasNoPressure(ink)
  let pressure = 0.5
  for (let i = 0; i < ink.length; i++) {
    if (!simulated) pressures.push(ink.pressure(i))
    else {
      const distance = i === 0 ? 0 : Math.hypot(ink.x(i) - ink.x(i - 1), ink.y(i) - ink.y(i - 1))
      const speed = Math.min(1, distance / strokeWidth)
      pressure += (1 - speed - pressure) * (speed * follow)
      pressures.push(pressure)
    }
  }
  return pressures
}
