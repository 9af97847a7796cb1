/** What some browsers have to take a colour from anywhere on the screen. */
interface EyeDropperLike {
  open(): Promise<{ readonly sRGBHex: string }>
}

declare global {
  interface Window {
    EyeDropper?: new () => EyeDropperLike
  }
}

/** A colour that the person points at, as `#rrggbb`; undefined when none is taken. */
export function takeColor(): Promise<string | undefined> {
  return window.EyeDropper ? fromScreen(new window.EyeDropper()) : fromCanvas()
}

async function fromScreen(dropper: EyeDropperLike): Promise<string | undefined> {
  try {
    const { sRGBHex } = await dropper.open()
    return sRGBHex.toLowerCase()
  } catch {
    // The person has backed out.
    return undefined
  }
}

/** Where there is no such thing: the next press on a canvas, of which its pixel is read. */
function fromCanvas(): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const stopping = new AbortController()
  const options = { capture: true, signal: stopping.signal }
  const end = (color: string | undefined) => {
    stopping.abort()
    document.documentElement.style.cursor = ''
    resolve(color)
  }
  document.documentElement.style.cursor = 'crosshair'
  addEventListener(
    'pointerdown',
    (event) => {
      event.preventDefault()
      event.stopPropagation()
      end(event.target instanceof HTMLCanvasElement ? colorAt(event.clientX, event.clientY) : undefined)
    },
    options,
  )
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(undefined)
    },
    options,
  )
  return promise
}

/** What the canvases show together at a point of the window: the ones above over the ones below. */
function colorAt(x: number, y: number): string {
  let mixed = [255, 255, 255]
  for (const canvas of document.querySelectorAll('canvas')) {
    const { left, top, right, bottom } = canvas.getBoundingClientRect()
    if (x < left || x >= right || y < top || y >= bottom) continue
    const ratio = canvas.width / (right - left)
    const pixel = canvas.getContext('2d')?.getImageData((x - left) * ratio, (y - top) * ratio, 1, 1).data
    const opacity = (pixel?.[3] ?? 0) / 255
    mixed = mixed.map((below, i) => below * (1 - opacity) + (pixel?.[i] ?? 0) * opacity)
  }
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}
