/** What the probe noted since it was told to begin; all times in milliseconds since 1970. */
export interface ProbeRecord {
  /** Animation frames, each with what was seen in it (`state`). */
  readonly frames: readonly { readonly at: number; readonly state: string }[]
  readonly longTasks: readonly { readonly at: number; readonly duration: number }[]
  /** From the moment a pointer moved to the end of the frame that followed. */
  readonly inkDelays: readonly number[]
}

export interface Probe {
  begin(): void
  end(): ProbeRecord
}

declare global {
  interface Window {
    probe?: Probe
    /** What a frame shows: two frames with different values differ in what they show. Each measured page brings its own. */
    shownState?: () => string
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

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      longTasks.push({ at: since + startTime, duration })
  }).observe({ type: 'longtask', buffered: true })

  // Its message comes when the frame that it was sent in has been painted.
  const painted = new MessageChannel()
  painted.port1.onmessage = () => {
    const now = performance.now()
    for (const time of moved.splice(0)) inkDelays.push(now - time)
  }
  addEventListener(
    'pointermove',
    (event) => {
      if (isOn && event.buttons === 1) moved.push(event.timeStamp)
    },
    { capture: true },
  )

  const frame = (at: number) => {
    if (!isOn) return
    frames.push({ at: since + at, state: window.shownState?.() ?? '' })
    if (moved.length > 0) painted.port2.postMessage(null)
    requestAnimationFrame(frame)
  }

  window.probe = {
    begin() {
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
