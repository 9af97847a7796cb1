import type { Pictures } from '../pictures.ts'
import type { MakeCanvas } from './bitmap.ts'
import { canvasBitmap, makeCanvas } from './bitmap.ts'
import type { ElementChanges, Job, Look } from './messages.ts'
import type { Painting, PaintingEvents, StartPainting } from './painting.ts'
import { TileEngine } from './tile-engine.ts'

/** Milliseconds of painting at a stretch: half a frame, so that the page goes on. */
const longestSlice = 8

export interface Slices {
  /** Runs something in a task of its own. */
  readonly later: (task: () => void) => unknown
  /** Milliseconds. */
  readonly now: () => number
  readonly makeCanvas: MakeCanvas
}

const usual: Slices = {
  later: (task) => setTimeout(task),
  now: () => performance.now(),
  makeCanvas,
}

/** Paints in short slices on the page itself: for where there is no worker that paints. */
export function onPage(pictures: Pictures, slices: Slices = usual): StartPainting {
  return (events) => new PagePainting(pictures, events, slices)
}

class PagePainting implements Painting {
  readonly #engine: TileEngine
  readonly #events: PaintingEvents
  readonly #slices: Slices
  #waits = false
  #closed = false

  constructor(pictures: Pictures, events: PaintingEvents, slices: Slices) {
    this.#engine = new TileEngine({ makeCanvas: slices.makeCanvas, pictures })
    this.#events = events
    this.#slices = slices
  }

  clear(): void {
    this.#engine.clear()
  }

  change(changes: ElementChanges): void {
    this.#engine.change(changes)
  }

  look(look: Look): void {
    this.#engine.look(look)
  }

  ask(jobs: readonly Job[]): void {
    this.#engine.ask(jobs)
    this.#goOn()
  }

  pictureChanged(file: string): void {
    this.#slices.later(() => {
      if (!this.#closed) this.#events.pictureArrived(file)
    })
  }

  close(): void {
    this.#closed = true
  }

  #goOn(): void {
    if (this.#waits || this.#closed || !this.#engine.isBusy) return
    this.#waits = true
    this.#slices.later(() => {
      this.#waits = false
      this.#slice()
    })
  }

  #slice(): void {
    const { now } = this.#slices
    const start = now()
    const isLate = () => now() - start >= longestSlice
    while (!this.#closed && !isLate()) {
      const finished = this.#engine.run(isLate)
      if (!finished) break
      const { canvas, ...done } = finished
      this.#events.painted({ ...done, bitmap: canvas && canvasBitmap(canvas) })
    }
    this.#goOn()
  }
}
