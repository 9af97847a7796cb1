import type { Element } from '@drawbridge/board'
import { Board } from '@drawbridge/board'
import { isEmptyBox } from '@drawbridge/geometry'
import { paintBackground } from '../background.ts'
import type { Canvas, Context } from '../context.ts'
import type { Picture, Pictures } from '../pictures.ts'
import { Surface } from '../surface.ts'
import type { MeasureLine } from '../text-layout.ts'
import type { MakeCanvas } from './bitmap.ts'
import { GrowingDraft } from './growing-draft.ts'
import type { Done, ElementChanges, Job, Look } from './messages.ts'
import { unfinished } from './messages.ts'
import { paintElements } from './paint-elements.ts'
import type { Area } from './tile-grid.ts'
import { boxOf, viewOf } from './tile-grid.ts'

/** From nearer than this nothing is painted for an overview: a few small elements need not fill it. */
const nearestOverview = 1
/** Device pixels around all that is on the board. */
const overviewMargin = 8

/** What was painted, and on what: undefined where nothing was worth it. */
export interface Finished extends Done {
  readonly canvas: Canvas | undefined
}

/** What an engine needs of where it runs. */
export interface TileEngineOptions {
  readonly makeCanvas: MakeCanvas
  readonly pictures: Pictures
  /** Called with what was painted on, before the time is looked at. */
  readonly finishStep?: (context: Context) => void
  /** Whether what is finished is copied from its canvas, which can be painted on then. */
  readonly copies?: boolean
}

type AreaJob = Extract<Job, { kind: 'area' }>

interface Running {
  readonly job: Job
  readonly steps: Generator<undefined, Finished, undefined>
}

/** Keeps a copy of the elements and paints areas of them, a little at a time. Knows nothing of where it runs. */
export class TileEngine implements Pictures {
  readonly #makeCanvas: MakeCanvas
  readonly #pictures: Pictures
  readonly #finishStep: (context: Context) => void
  readonly #copies: boolean
  #measure: MeasureLine | undefined
  #board = new Board()
  #look: Look | undefined
  #revision = 0
  #jobs: readonly Job[] = []
  #running: Running | undefined
  #awaits = new Set<string>()
  #growing: GrowingDraft | undefined

  constructor({ makeCanvas, pictures, finishStep = () => {}, copies = false }: TileEngineOptions) {
    this.#makeCanvas = makeCanvas
    this.#pictures = pictures
    this.#finishStep = finishStep
    this.#copies = copies
  }

  /** Whether there is something to paint. */
  get isBusy(): boolean {
    return this.#look !== undefined && (this.#running !== undefined || this.#jobs.length > 0)
  }

  /** Another board: nothing of the one before is needed any more. */
  clear(): void {
    this.#board = new Board()
    this.#jobs = []
    this.#running = undefined
    this.#growing = undefined
  }

  change({ revision, put, gone }: ElementChanges): void {
    this.#revision = revision
    for (const element of put) {
      const change = this.#board.put(element.id, element)
      if (change) this.#growing?.changed(change)
    }
    for (const id of gone) {
      const change = this.#board.put(id, undefined)
      if (change) this.#growing?.changed(change)
    }
  }

  look(look: Look): void {
    this.#look = look
  }

  /** All that is to be painted, most urgent first; what was asked for before and is not among it is forgotten. */
  ask(jobs: readonly Job[]): void {
    const running = this.#running?.job.id
    this.#jobs = jobs.filter(({ id }) => id !== running)
    if (running !== undefined && this.#jobs.length === jobs.length) this.#running = undefined
  }

  /** Paints until something is finished, or until it is told to pause; undefined if nothing is finished. */
  run(isLate: () => boolean): Finished | undefined {
    while (this.#running || this.#start()) {
      const { value, done } = (this.#running as Running).steps.next()
      if (done) {
        this.#running = undefined
        return value
      }
      if (isLate()) return undefined
    }
    return undefined
  }

  get(file: string, pixels: number): Picture | undefined {
    const picture = this.#pictures.get(file, pixels)
    if (!picture) this.#awaits.add(file)
    return picture
  }

  progress(file: string): number | undefined {
    return this.#pictures.progress(file)
  }

  #start(): boolean {
    const [job, ...rest] = this.#jobs
    if (!job || !this.#look) return false
    this.#jobs = rest
    this.#awaits = new Set()
    const grows = job.kind === 'area' && job.grows && this.#copies
    // It may be on the canvas that is painted on now.
    if (!grows) this.#growing = undefined
    this.#running = { job, steps: grows ? this.#grow(job, this.#look) : this.#paint(job, this.#look) }
    return true
  }

  /** Paints a draft, or what has come since onto the last one. */
  *#grow(job: AreaJob, look: Look): Generator<undefined, Finished, undefined> {
    const revision = this.#revision
    let growing = this.#growing
    if (!growing?.continues(job.area, look)) {
      this.#growing = undefined
      const elements = this.#board.touching(boxOf(job.area))
      if (elements.length < job.worthFrom) return nothingFor(job, revision)
      growing = new GrowingDraft(this.#board, job.area, look, this.#surface(job.area, look), elements)
      this.#growing = growing
      this.#paintBackground(growing.surface, job.area, look)
      yield
    }
    const elements = growing.begin()
    yield* this.#paintOn(growing.surface, job, look, elements)
    growing.end()
    const shown = growing.isWhole ? revision : unfinished
    return { ...this.#done(job.id, shown, job.area), canvas: growing.surface.canvas }
  }

  *#paint(job: Job, look: Look): Generator<undefined, Finished, undefined> {
    const revision = this.#revision
    const area = job.kind === 'area' ? job.area : overviewArea(this.#board, job.largest)
    if (!area) return nothingFor(job, revision)
    const elements = this.#board.touching(boxOf(area))
    if (job.kind === 'area' && elements.length < job.worthFrom) return nothingFor(job, revision)
    const surface = this.#surface(area, look)
    // Dots that were painted from far away would only be a haze.
    const { settings } = look
    const plain =
      job.kind === 'overview' ? { ...look, settings: { ...settings, pattern: 'none' as const } } : look
    this.#paintBackground(surface, area, plain)
    yield
    yield* this.#paintOn(
      surface,
      { area, quality: job.kind === 'area' ? job.quality : 'draft' },
      look,
      elements,
    )
    return { ...this.#done(job.id, revision, area), canvas: surface.canvas }
  }

  #paintBackground(surface: Surface, area: Area, { theme, settings, pixelRatio }: Look): void {
    const whole = { minX: 0, minY: 0, maxX: area.width, maxY: area.height }
    paintBackground(surface, viewOf(area, pixelRatio), theme, settings, whole)
  }

  *#paintOn(
    surface: Surface,
    { area, quality }: Pick<AreaJob, 'area' | 'quality'>,
    { theme }: Look,
    elements: readonly Element[],
  ): Generator<undefined, void, undefined> {
    for (const _ of paintElements(surface, area, theme, this.#board, elements, quality)) {
      this.#finishStep(surface.context)
      yield
    }
  }

  #done(id: number, revision: number, area: Area): Done {
    return { id, revision, area, awaits: [...this.#awaits] }
  }

  #surface({ width, height }: Area, { pixelRatio }: Look): Surface {
    const canvas = this.#makeCanvas(width, height)
    // One for all: what is worked out with the measure of one tile is used on the next.
    this.#measure ??= new Surface(this.#makeCanvas(1, 1), {}).measure
    const surface = new Surface(canvas, { alpha: false }, this, this.#measure)
    surface.pixelRatio = pixelRatio
    return surface
  }
}

function nothingFor({ id }: Job, revision: number): Finished {
  return { id, revision, area: undefined, awaits: [], canvas: undefined }
}

function overviewArea(board: Board, largest: number): Area | undefined {
  const { extent } = board
  if (isEmptyBox(extent)) return undefined
  const { minX, minY, maxX, maxY } = extent
  const room = largest - 2 * overviewMargin
  const scale = Math.min(nearestOverview, room / Math.max(maxX - minX, maxY - minY, 1))
  const x = Math.floor(minX * scale) - overviewMargin
  const y = Math.floor(minY * scale) - overviewMargin
  return {
    scale,
    x,
    y,
    width: Math.ceil(maxX * scale) + overviewMargin - x,
    height: Math.ceil(maxY * scale) + overviewMargin - y,
  }
}
