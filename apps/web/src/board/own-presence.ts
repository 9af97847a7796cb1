import type { BoardClient } from '@drawbridge/client'
import type { Editor } from '@drawbridge/editor'

/** Whoever has done nothing for this long is shown as away. Milliseconds. */
const idleAfter = 120_000
/** Moves come by the hundred; the timer need not follow each. Milliseconds. */
const noticeEvery = 1000

/** Tells the others what this screen shows, until what it returns is called. */
export function tellView({ presence }: BoardClient, editor: Editor): () => void {
  let told = ''
  const tell = () => {
    const { visible } = editor
    const view = {
      x: visible.minX,
      y: visible.minY,
      width: visible.maxX - visible.minX,
      height: visible.maxY - visible.minY,
      page: editor.pages.current,
    }
    const now = Object.values(view).join()
    if (now === told || view.width === 0) return
    told = now
    presence.set({ view })
  }
  tell()
  const stop = editor.on('change', tell)
  return () => {
    stop()
    presence.set({ view: undefined })
  }
}

/** Tells the others whether this person is at the board, until what it returns is called. */
export function tellIdleness({ presence }: BoardClient): () => void {
  let idle = false
  let noticed = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const set = (now: boolean) => {
    if (idle === now) return
    idle = now
    presence.set({ idle: now || undefined })
  }
  const active = () => {
    const now = performance.now()
    if (!idle && now - noticed < noticeEvery) return
    noticed = now
    clearTimeout(timer)
    timer = setTimeout(() => set(true), idleAfter)
    set(document.hidden)
  }
  const events = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus'] as const
  const seen = () => {
    if (document.hidden) set(true)
    else active()
  }
  for (const event of events) addEventListener(event, active, { capture: true, passive: true })
  document.addEventListener('visibilitychange', seen)
  seen()
  return () => {
    clearTimeout(timer)
    for (const event of events) removeEventListener(event, active, { capture: true })
    document.removeEventListener('visibilitychange', seen)
    presence.set({ idle: undefined })
  }
}
