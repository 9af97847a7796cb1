/** What the probe noted since it was told to begin; all times in milliseconds since 1970. */
export interface ProbeRecord {
  /** Animation frames, each with what was seen in it (`state`). */
  readonly frames: readonly { readonly at: number; readonly state: string }[]
  readonly longTasks: readonly { readonly at: number; readonly duration: number }[]
  /** From the moment a pointer moved to the end of the frame that followed. */
  readonly inkDelays: readonly number[]
}

export interface Probe {
  /** @param looked what is looked at in each frame: `shownState`, or `othersState` */
  begin(looked?: 'view' | 'others'): void
  end(): ProbeRecord
  /** Looks at the ink in every frame from now on. */
  watchInk(): void
  /** Milliseconds that the same ink has been seen for, with time for looks; 0 while there is none. */
  quietFor(): number
  /** Looks no more. Each time that the ink was another: when, and how much there was. */
  inkSeen(): readonly { readonly at: number; readonly ink: number }[]
}

declare global {
  interface Window {
    probe?: Probe
    /** What a frame shows: two frames with different values differ in what they show. Each measured page brings its own. */
    shownState?: () => string
    /** How far the page has come with what others draw: differs when more of it is there. */
    othersState?: () => string
    /** Kept between looks. */
    stamp?: HTMLCanvasElement
    /** How much ink is seen, and a number that differs when it is another picture. */
    shownInk?: () => readonly [ink: number, picture: number]
  }
}

/** Runs in the page, before its own scripts; everything that it needs is in it. */
export function installProbe(): void {
  const since = performance.timeOrigin
  let frames: { at: number; state: string }[] = []
  let longTasks: { at: number; duration: number }[] = []
  let inkDelays: number[] = []
  let moved: number[] = []
  let isOn = false
  let looked: 'view' | 'others' = 'view'

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      longTasks.push({ at: since + startTime, duration })
  }).observe({ type: 'longtask', buffered: true })

  // The first that comes after the frame has been painted. Tasks wait for as long as one frame follows the other; where
  // there is time between two, they come first.
  const notePainted = (shown: number[]) => {
    const note = () => {
      const now = performance.now()
      for (const time of shown.splice(0)) inkDelays.push(now - time)
    }
    void scheduler.postTask(note, { priority: 'user-blocking' })
    requestAnimationFrame(note)
  }
  addEventListener(
    'pointermove',
    (event) => {
      if (isOn && event.buttons === 1) moved.push(event.timeStamp)
    },
    { capture: true },
  )

  const state = () => (looked === 'others' ? window.othersState : window.shownState)?.() ?? ''
  const frame = (at: number) => {
    if (!isOn) return
    frames.push({ at: since + at, state: state() })
    if (moved.length > 0) notePainted(moved.splice(0))
    requestAnimationFrame(frame)
  }

  let seen: { at: number; ink: number }[] = []
  let [picture, changedAt, lookedAt, isWatching] = [NaN, 0, 0, false]
  const look = () => {
    if (!isWatching) return
    // A frame that comes late is given the time when it was due.
    const at = performance.now()
    const [ink, now] = window.shownInk?.() ?? [0, 0]
    // After a task that let nothing be seen, time begins anew.
    if (now !== picture || ink === 0 || at - lookedAt > 500) changedAt = at
    if (now !== picture) seen.push({ at: since + at, ink })
    picture = now
    lookedAt = at
    requestAnimationFrame(look)
  }

  window.probe = {
    watchInk() {
      seen = []
      picture = NaN
      isWatching = true
      changedAt = lookedAt = performance.now()
      requestAnimationFrame(look)
    },
    quietFor: () => lookedAt - changedAt,
    inkSeen() {
      isWatching = false
      return seen
    },
    begin(what = 'view') {
      looked = what
      frames = []
      inkDelays = []
      moved = []
      longTasks = []
      isOn = true
      requestAnimationFrame(frame)
    },
    end() {
      isOn = false
      return { frames, longTasks, inkDelays }
    },
  }
}

/** `Window.shownInk` of pages that paint on canvases: of all of them together, seen as small as a stamp. */
export function inkOnCanvases(): readonly [ink: number, picture: number] {
  const [width, height] = [160, 90]
  const stamp = (window.stamp ??= Object.assign(document.createElement('canvas'), { width, height }))
  const context = stamp.getContext('2d', { willReadFrequently: true })
  if (!context) return [0, 0]
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  for (const canvas of document.querySelectorAll('canvas'))
    if (canvas.width > 0 && canvas.clientWidth > innerWidth / 2)
      context.drawImage(canvas, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  let [ink, picture] = [0, 0]
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = [data[i], data[i + 1], data[i + 2]]
    if (Math.min(red, green, blue) < 160) ink++
    picture = (Math.imul(picture, 31) + (red << 16) + (green << 8) + blue) | 0
  }
  return [ink, picture]
}
