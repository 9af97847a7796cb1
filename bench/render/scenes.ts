import { windowSize } from './ink-sheet.ts'
import { drag, eventsPerSecond, wheel } from './input.ts'
import type { MeasuredPage } from './measured-page.ts'
import type { SceneFigures } from './observe.ts'
import { observe } from './observe.ts'

const middle = { x: windowSize.width / 2, y: windowSize.height / 2 }
const seconds = 4

/** Scrolls in circles of 1,000 pixels, and ends where it began. */
export function pan(measured: MeasuredPage): Promise<SceneFigures> {
  const rounds = 2
  const each = (Math.PI * 1000 * rounds) / (seconds * eventsPerSecond)
  return observe(measured, () =>
    wheel(measured.cdp, middle, seconds, (share) => {
      const angle = 2 * Math.PI * rounds * share
      return { x: each * Math.cos(angle), y: each * Math.sin(angle) }
    }),
  )
}

/** Zooms out to a quarter and back in, twice. */
export function zoom(measured: MeasuredPage): Promise<SceneFigures> {
  const turns = 2
  return observe(measured, () =>
    wheel(measured.cdp, middle, seconds, (share) => ({ x: 0, y: (share * turns) % 1 < 0.5 ? 1.7 : -1.7 }), {
      ctrl: true,
    }),
  )
}

/** Draws loops over what is there. */
export async function draw(measured: MeasuredPage): Promise<SceneFigures> {
  await measured.page.keyboard.press(measured.keys.draw)
  const path = (share: number) => ({
    x: middle.x - 250 + 500 * share + 60 * Math.cos(share * 60),
    y: middle.y + 100 * Math.sin(share * 60),
  })
  return observe(measured, () => drag(measured.cdp, seconds, path), 'all')
}

/** Pulls all that is on the board in a circle, and puts it back where it was. */
export async function selectAll(measured: MeasuredPage): Promise<SceneFigures> {
  const { page, keys, cdp } = measured
  await page.keyboard.press(keys.select)
  await page.keyboard.press('Control+a')
  const path = (share: number) => ({
    x: middle.x + 100 * Math.sin(2 * Math.PI * share),
    y: middle.y + 100 * (1 - Math.cos(2 * Math.PI * share)),
  })
  const figures = await observe(measured, () => drag(cdp, seconds, path))
  await page.keyboard.press('Escape')
  return figures
}
