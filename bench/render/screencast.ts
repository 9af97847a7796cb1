import { setTimeout as wait } from 'node:timers/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { CDPSession, Page } from '@playwright/test'

/** The part of the window where a board's ink is seen and no panel, in CSS pixels. */
const watched = { x: 240, y: 120, width: 800, height: 420 }
/** Of the ink that is seen at last: the first picture has as much. */
const firstShare = 0.1
/** Mean difference of a colour, 0…255, below which two pictures are the same: they come as JPEG. */
const sameWithin = 1.5
const stillFor = 2000

interface Shown {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly jpeg: string
}

/** What the browser shows, picture by picture, as it is composed: no matter how a page paints. */
export class Screencast {
  readonly #cdp: CDPSession
  readonly #shown: Shown[] = []
  #newest = Date.now()

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp
  }

  static async start(cdp: CDPSession): Promise<Screencast> {
    const cast = new Screencast(cdp)
    cdp.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      cast.#newest = Date.now()
      cast.#shown.push({ at: (metadata.timestamp ?? 0) * 1000, jpeg: data })
      // The page may be gone by then.
      cdp.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined)
    })
    await cdp.send('Page.startScreencast', { format: 'jpeg', quality: 70, everyNthFrame: 1 })
    return cast
  }

  /** Resolves when the page is free and nothing has changed for two seconds. @param most milliseconds to wait */
  async still(page: Page, most: number): Promise<void> {
    const end = Date.now() + most
    let quiet = 0
    while (quiet < stillFor) {
      if (Date.now() > end) throw new Error('the picture does not come to rest')
      // A busy page shows nothing new either.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      const free = Date.now()
      await wait(stillFor)
      quiet = Date.now() - Math.max(this.#newest, free)
    }
  }

  /** When the first picture after a moment was there, and the one that stayed. Milliseconds since 1970, all of them. */
  async end(from: number): Promise<{ readonly first: number; readonly sharp: number }> {
    await this.#cdp.send('Page.stopScreencast')
    const last = this.#shown.at(-1)
    if (!last) throw new Error('the browser showed nothing')
    const final = await pixelsOf(last)
    const wanted = inkIn(final) * firstShare
    if (wanted === 0) throw new Error('there is no ink in the last picture')
    let first = last.at
    for (const shown of this.#shown) {
      if (shown.at < from || inkIn(await pixelsOf(shown)) < wanted) continue
      first = shown.at
      break
    }
    let sharp = last.at
    for (const shown of this.#shown.toReversed()) {
      if (differenceOf(await pixelsOf(shown), final) > sameWithin) break
      sharp = shown.at
    }
    return { first, sharp }
  }
}

async function pixelsOf({ jpeg }: Shown): Promise<Uint8ClampedArray> {
  const picture = await loadImage(Buffer.from(jpeg, 'base64'))
  const { x, y, width, height } = watched
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(picture, -x, -y)
  return context.getImageData(0, 0, width, height).data
}

function inkIn(pixels: Uint8ClampedArray): number {
  let ink = 0
  for (let i = 0; i < pixels.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = [pixels[i], pixels[i + 1], pixels[i + 2]]
    const coloured = Math.max(red, green, blue) - Math.min(red, green, blue) > 80
    if (red + green + blue < 380 || coloured) ink++
  }
  return ink
}

function differenceOf(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0))
  return sum / a.length
}
