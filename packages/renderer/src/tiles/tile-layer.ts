import type { Change, Element, ElementId } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { paintedBounds, placed } from '@drawbridge/board'
import { boxesOverlap } from '@drawbridge/geometry'
import type { Canvas } from '../context.ts'
import type { Frame } from '../frame.ts'
import type { LiveStrokes } from '../live-strokes.ts'
import type { Surface } from '../surface.ts'
import { backgroundColor } from '../theme.ts'
import type { Bitmap, MakeCanvas } from './bitmap.ts'
import { paintable } from './bitmap.ts'
import { ChangeFeed } from './change-feed.ts'
import type { FedChanges } from './change-feed.ts'
import { DraftState } from './draft-state.ts'
import type { Job, Look } from './messages.ts'
import { unfinished } from './messages.ts'
import { paintElements } from './paint-elements.ts'
import type { Painted, Painting, StartPainting } from './painting.ts'
import { Patches } from './patches.ts'
import { shownOnBoard } from './shown.ts'
import { StandIns } from './stand-ins.ts'
import type { Area, TilePlace } from './tile-grid.ts'
import { areaAround, seenArea, showsBox, tileArea, tileKey, tilesOf } from './tile-grid.ts'
import type { Tile } from './tile-store.ts'
import { TileStore } from './tile-store.ts'

const mostBytes = 96 * 2 ** 20
/** Milliseconds of a frame in which changes are handed over. */
const feedingTime = 6
/** Elements handed over before the time is looked at: of those that come in bulk, and of others, which may be painted here. */
const fedAtOnce = { bulk: 500, few: 16 }
/** When so many elements have changed, everything looks different, and the painter is left in peace until all are there. */
const bulk = 200
/** The same while a board opens, or when the last of them have just come: on a busy machine the portions are small. */
const bulkOfMany = 20
/** Milliseconds after which no more elements are expected to come at once. */
const filledAfter = 60
/** A zoom that stands still for so many milliseconds is over. */
const restAfter = 40
/** After a view has moved it is expected to move on for so many milliseconds. */
const movingFor = 400
/** A hand that draws is expected to go on for so many milliseconds: what nobody misses yet waits for it. */
const drawingFor = 500
/** A stand-in that is scaled by more is too blurred, or too small, to wait for the end of a zoom. */
const farthestStandIn = 2
/** Elements in view from which on a draft pays. */
const worthDraft = 1500
/** Of its longer side, in device pixels. */
const largestOverview = 2048
/** Of boards with more elements, the overview may come first: painting their tiles takes a while. */
const worthOverviewFirst = 3000
/** Milliseconds between two overviews of a board that goes on changing. */
const overviewInterval = 3000
/** Elements looked at from the top to see whether one is above all around it. */
const searchedForTop = 64

const nothing: ReadonlySet<ElementId> = new Set()
const never = Infinity

/** What is being painted. */
interface Asked {
  readonly job: Job
  /** For a tile. */
  readonly place: TilePlace | undefined
  /** The revision that it must show to be of the last state. */
  needs: number
}

/** What the layer needs of where it runs. */
export interface TileLayerOptions {
  readonly makeCanvas: MakeCanvas
  readonly start: StartPainting
  /** Used when the other one fails. */
  readonly startInstead: StartPainting
  /** Milliseconds. */
  readonly now: () => number
  /** Called when a frame would show something that the last one did not. */
  readonly wake: () => void
}

/**
 * The lower canvas: background and elements, put together from tiles that are painted elsewhere. It shows something at
 * every moment: a tile that is stale until the new one is there, a stand-in where there is none.
 */
export class TileLayer {
  readonly surface: Surface
  readonly #options: TileLayerOptions
  readonly #feed = new ChangeFeed()
  readonly #store = new TileStore(mostBytes)
  readonly #standIns: StandIns
  readonly #patches = new Patches()
  readonly #asked = new Map<string, Asked>()
  #painting: Painting
  #paintsInstead = false
  #frame: Frame | undefined
  #look: Look | undefined
  #erasing = nothing
  #area: Area | undefined
  #revision = 0
  #ids = 0
  #askedIds = ''
  /** Whether what is on the canvas is not what it should be. */
  #outdated = true
  #everythingChanged = true
  #zoomedAt = -never
  readonly #drafted = new DraftState()
  #overviewOutdated = true
  #overviewAt = -never
  #isSharp = false
  #hasPicture = false
  #bulkAt = -never
  /** Whether what comes at once is new: tiles that lack it are worth less than a draft of it. */
  #isGrowing = false
  #movedAt = -never
  #drawnAt = -never

  constructor(surface: Surface, options: TileLayerOptions) {
    this.surface = surface
    this.#options = options
    this.#standIns = new StandIns(options.makeCanvas)
    this.#painting = this.#start(options.start)
  }

  /** Left out here; whoever paints above this layer paints them. */
  get live(): LiveStrokes {
    return this.#feed.live
  }

  /** Whether all that is seen is as sharp and as new as it gets. */
  get isSharp(): boolean {
    return this.#isSharp
  }

  /** Whether anything of the board was seen yet. */
  get hasPicture(): boolean {
    return this.#hasPicture
  }

  /** Whether the worker could not paint, so that the page does. */
  get paintsInstead(): boolean {
    return this.#paintsInstead
  }

  /** Whether another frame is to come although nothing happens: something is handed over, or waits for its time. */
  get wantsFrame(): boolean {
    const isUnderWay = this.#feed.live.count > 0 || this.#feed.waiting > 0
    // A hand that holds still asks for no frames: what waits for it is asked for once it has let go.
    const hasLetGo = this.#isDrawing && !hasDraft(this.#frame)
    return isUnderWay || this.#isZooming || this.#isFilling || hasLetGo
  }

  /** The canvas was emptied. */
  repaint(): void {
    this.#outdated = true
  }

  /** Anything on the board may look different, and other elements may be on it. */
  invalidateAll(): void {
    this.#everythingChanged = true
  }

  invalidate(change: Change): void {
    const { id, after } = change
    if (id === null) this.#markAll()
    else this.#feed.changed(change)
    if (after?.type === 'image') this.#painting.pictureChanged(after.file)
  }

  paint(frame: Frame): void {
    const last = this.#frame
    this.#frame = frame
    if (hasDraft(frame)) this.#drawnAt = this.#options.now()
    this.#compare(frame, last)
    this.#feed.nextFrame(frame)
    this.#handOver(frame)
    const { canvas, pixelRatio } = this.surface
    const area = seenArea(frame.viewport, pixelRatio, canvas.width, canvas.height)
    this.#follow(area)
    this.#ask(area)
    if (this.#outdated) this.#compose(frame, area)
    this.#outdated = false
  }

  close(): void {
    this.#painting.close()
    this.#store.clear()
    this.#standIns.clear()
  }

  #start(start: StartPainting): Painting {
    return start({
      painted: (painted) => this.#painted(painted),
      pictureArrived: (file) => this.#pictureArrived(file),
      failed: () => {
        this.#paintsInstead = true
        this.#painting = this.#start(this.#options.startInstead)
        this.#asked.clear()
        this.#look = undefined
        this.#everythingChanged = true
        this.#options.wake()
      },
    })
  }

  /** Finds what looks different although no element has changed. */
  #compare(frame: Frame, last: Frame | undefined): void {
    const { board, theme, editing, erasing = nothing } = frame
    if (last?.board !== board) {
      this.#everythingChanged = true
      this.#store.clear()
      this.#standIns.clear()
    }
    if (this.#everythingChanged) {
      this.#everythingChanged = false
      this.#painting.clear()
      this.#feed.begin(board.elements)
      this.#markAll()
    }
    const { pixelRatio } = this.surface
    const look = this.#look
    if (look?.theme !== theme || look.settings !== board.settings || look.pixelRatio !== pixelRatio) {
      this.#look = { theme, settings: board.settings, pixelRatio }
      this.#painting.look(this.#look)
      this.#markAll()
      // What is under way shows the look before.
      this.#asked.clear()
    }
    if (last && last.editing !== editing)
      for (const id of [last.editing, editing]) if (id !== undefined) this.#feed.touched(id, board)
    for (const id of erasing) if (!this.#erasing.has(id)) this.#feed.touched(id, board)
    for (const id of this.#erasing) if (!erasing.has(id)) this.#feed.touched(id, board)
    // A copy, in case the set that we were given is changed rather than replaced.
    this.#erasing = erasing.size === 0 ? nothing : new Set(erasing)
  }

  #handOver(frame: Frame): void {
    const { now } = this.#options
    const start = now()
    const isBulk = this.#feed.waiting > (frame.isOpening || this.#isFilling ? bulkOfMany : bulk)
    if (isBulk && !this.#isFilling) this.#isGrowing = true
    while (this.#feed.waiting > 0 && now() - start < feedingTime) {
      const changes = this.#feed.take(frame, isBulk ? fedAtOnce.bulk : fedAtOnce.few)
      this.#revision++
      this.#painting.change({ revision: this.#revision, put: changes.put, gone: changes.gone })
      if (isBulk) this.#isGrowing &&= changes.boxes.length === 0
      else this.#mark(frame, changes)
    }
    if (!isBulk) return
    this.#markAll()
    this.#bulkAt = now()
    this.#drafted.begin()
  }

  #mark(frame: Frame, { boxes, added }: FedChanges): void {
    for (const box of boxes) this.#markBox(box)
    for (const { element, box } of added) {
      if (this.#isOnTop(frame, element.id, box)) this.#addOnTop(frame, element, box)
      else this.#markBox(box)
    }
  }

  #markBox(box: Box): void {
    this.#outdated = true
    this.#overviewOutdated = true
    this.#patches.add(box)
    for (const tile of this.#store.touching(box)) {
      // Those of other scales are only kept in case that one zooms back.
      if (tile.place.scale === this.#area?.scale) tile.stale = true
      else this.#store.delete(tile.place)
    }
    // What stands in for tiles that are not there yet shows the state before.
    if (this.#isLacking(box)) this.#drafted.changed(this.#revision)
    this.#needMore(box)
  }

  /** Whether something stands in for a tile that would show the box. */
  #isLacking(box: Box): boolean {
    const area = this.#area
    if (!area || !showsBox(area, box)) return false
    return tilesOf(area).some((place) => !this.#store.look(place) && showsBox(tileArea(place), box))
  }

  /** What is being painted lacks the last change, where it shows the box. */
  #needMore(box: Box): void {
    for (const asked of this.#asked.values())
      if (asked.job.kind !== 'area' || showsBox(asked.job.area, box)) asked.needs = this.#revision
  }

  #markAll(): void {
    this.#outdated = true
    this.#overviewOutdated = true
    for (const tile of [...this.#store.tiles]) {
      if (tile.place.scale === this.#area?.scale) tile.stale = true
      else this.#store.delete(tile.place)
    }
    for (const asked of this.#asked.values()) asked.needs = this.#revision
    this.#patches.clear()
  }

  #isOnTop({ board }: Frame, id: ElementId, box: Box): boolean {
    const { elements } = board
    for (let i = elements.length - 1; i >= Math.max(0, elements.length - searchedForTop); i--) {
      const element = elements[i]
      if (!element || element.id === id) return element !== undefined
      if (!this.live.has(element.id) && boxesOverlap(box, paintedBounds(placed(element, board)))) return false
    }
    return false
  }

  /** Paints an element that is above all around it on the tiles that are there: much less work than to paint them anew. */
  #addOnTop(frame: Frame, element: Element, box: Box): void {
    this.#outdated = true
    this.#overviewOutdated = true
    this.#needMore(box)
    if (this.#isLacking(box)) {
      this.#drafted.putOnTop(element.id, this.#revision)
      this.#standIns.addToDraft((canvas, area) => this.#paintOn(canvas, area, frame, [element]))
    }
    for (const tile of this.#store.touching(box)) {
      if (tile.place.scale !== this.#area?.scale) this.#store.delete(tile.place)
      else if (tile.stale) this.#patches.add(box)
      else this.#addToTile(tile, frame, element)
    }
  }

  #addToTile(tile: Tile, frame: Frame, element: Element): void {
    // Where many draw, one stroke after the other goes down to the same tile: it is copied for the first only.
    const bitmap = paintable(tile.bitmap, this.#options.makeCanvas)
    tile.bitmap = bitmap
    this.#paintOn(bitmap.canvas, tileArea(tile.place), frame, [element])
  }

  #paintOn(canvas: Canvas, area: Area, { theme, board }: Frame, elements: readonly Element[]): void {
    for (const _ of paintElements(this.surface.beside(canvas), area, theme, board, elements, 'exact'));
  }

  /** Notices that what is seen has moved, or is seen larger or smaller. */
  #follow(area: Area): void {
    const last = this.#area
    this.#area = area
    if (last && isSame(last, area)) return
    this.#outdated = true
    this.#movedAt = this.#options.now()
    if (!last || last.scale === area.scale) return
    this.#zoomedAt = this.#options.now()
    // What is on the canvas is still that of the last frame.
    if (this.#hasPicture && last.width === area.width && last.height === area.height)
      this.#standIns.keep(this.surface.canvas, last)
  }

  get #isZooming(): boolean {
    return this.#options.now() - this.#zoomedAt < restAfter
  }

  /** Whether what is seen soon is elsewhere. */
  get #isMoving(): boolean {
    return this.#options.now() - this.#movedAt < movingFor
  }

  get #isDrawing(): boolean {
    return this.#options.now() - this.#drawnAt < drawingFor
  }

  get #isFilling(): boolean {
    return this.#options.now() - this.#bulkAt < filledAfter
  }

  /** Tells the painter what is to be painted, if that is not what it was told already. */
  #ask(area: Area): void {
    const missing = tilesOf(area).filter((place) => this.#isMissing(place))
    const wanted = this.#wanted(area, missing)
    for (const [key, { job }] of this.#asked) {
      if (wanted.some((one) => one.job.id === job.id)) continue
      this.#asked.delete(key)
      // Something was more urgent; what it was to show is not seen yet.
      if (key === 'overview') this.#overviewOutdated = true
    }
    // A hand that draws needs the processor more than what something stands in for.
    const isAhead = !this.#isFilling && (missing.length === 0 || this.#isDrawing)
    const ids = [isAhead, ...wanted.map(({ job }) => job.id)].join()
    if (ids === this.#askedIds) return
    this.#askedIds = ids
    this.#painting.ask(
      wanted.map(({ job }) => job),
      isAhead,
    )
  }

  /** What is to be painted, most urgent first. */
  #wanted(area: Area, missing: readonly TilePlace[]): Asked[] {
    if (this.#isFilling) {
      // A picture of what is there so far, again and again, while a large board comes.
      this.#isSharp = false
      return [this.#draft(area, 0)]
    }
    this.#noteSharp(missing.length === 0)
    if (this.#isZooming)
      return missing.length > 0 && this.#standIns.distance(area) >= farthestStandIn
        ? [this.#draft(areaAround(area, Math.round(Math.max(area.width, area.height) / 4)), 0)]
        : this.#underWay('draft')
    const wanted: Asked[] = []
    const isEmptyHere = missing.some((place) => !this.#store.look(place))
    if (isEmptyHere && !this.#drafted.isFor(area.scale)) wanted.push(this.#draft(area, worthDraft))
    // What a board that has just come lacks in it still comes first.
    if (wanted.length > 0 && this.#drafted.isFirst) return wanted
    // A hand that draws needs the processor more than what a draft shows already.
    const canWait = this.#isDrawing && this.#drafted.isFor(area.scale) && this.#standIns.isDrafted(area)
    const needsOverview = this.#needsOverview
    if (needsOverview && this.#isOverviewUrgent && !canWait) wanted.push(this.#overview())
    for (const place of missing)
      if (!canWait || this.#store.look(place) !== undefined) wanted.push(this.#tile(place))
    if (missing.length > 0 || this.#isDrawing) return wanted
    for (const place of tilesOf(area, 1)) if (this.#isMissing(place)) wanted.push(this.#tile(place))
    if (needsOverview) wanted.push(this.#overview())
    return wanted
  }

  #isMissing(place: TilePlace): boolean {
    return this.#store.look(place)?.stale ?? true
  }

  get #needsOverview(): boolean {
    if (this.#asked.has('overview')) return true
    return this.#overviewOutdated && this.#options.now() - this.#overviewAt > overviewInterval
  }

  /** Whether it comes before tiles: someone moves about, or sees a draft that is almost as good as they are. */
  get #isOverviewUrgent(): boolean {
    const { hasOverview, hasDraft } = this.#standIns
    const isLarge = (this.#frame?.board.elements.length ?? 0) > worthOverviewFirst
    return isLarge && !hasOverview && (this.#isMoving || hasDraft || this.#asked.has('overview'))
  }

  #noteSharp(isSharp: boolean): void {
    if (isSharp) {
      this.#drafted.forgetOnTop()
      this.#standIns.forgetPassing()
      this.#patches.clear()
    }
    this.#isSharp = isSharp
  }

  #underWay(key: string): Asked[] {
    const asked = this.#asked.get(key)
    return asked ? [asked] : []
  }

  #tile(place: TilePlace): Asked {
    return this.#askOnce(tileKey(place), place, (id) => ({
      id,
      kind: 'area',
      area: tileArea(place),
      quality: 'exact',
      worthFrom: 0,
      grows: false,
    }))
  }

  #draft(area: Area, worthFrom: number): Asked {
    return this.#askOnce('draft', undefined, (id) => ({
      id,
      kind: 'area',
      area,
      quality: 'draft',
      worthFrom,
      grows: !this.#isZooming,
    }))
  }

  #overview(): Asked {
    return this.#askOnce('overview', undefined, (id) => {
      this.#overviewOutdated = false
      this.#overviewAt = this.#options.now()
      return { id, kind: 'overview', largest: largestOverview }
    })
  }

  #askOnce(key: string, place: TilePlace | undefined, make: (id: number) => Job): Asked {
    let asked = this.#asked.get(key)
    if (!asked) {
      asked = { job: make(++this.#ids), place, needs: this.#revision }
      this.#asked.set(key, asked)
    }
    return asked
  }

  #painted({ id, bitmap, area, revision, awaits }: Painted): void {
    const found = [...this.#asked].find(([, { job }]) => job.id === id)
    if (!found) return bitmap?.close()
    const [key, { job, place, needs }] = found
    this.#asked.delete(key)
    this.#outdated = true
    const isDraft = key === 'draft' && job.kind === 'area'
    // While a board is being filled, only a draft of all of it spares another one.
    const isWhole = revision !== unfinished && (!this.#isFilling || revision === this.#revision)
    if (isDraft) this.#drafted.made(job.area.scale, revision, isWhole)
    if (bitmap && area) {
      this.#hasPicture = true
      if (key === 'overview') this.#standIns.setOverview(bitmap, area)
      else if (key === 'draft') this.#showDraft(bitmap, area, revision)
      else if (place) this.#store.put({ place, bitmap, stale: revision < needs, awaits })
    }
    this.#options.wake()
  }

  #showDraft(bitmap: Bitmap, area: Area, revision: number): void {
    this.#standIns.setDraft(bitmap, area)
    this.#addWhatCameAfter(revision)
    if (!this.#isFilling || !this.#isGrowing) return
    for (const { place, stale } of [...this.#store.tiles]) if (stale) this.#store.delete(place)
  }

  /** A draft that was under way lacks what was put on top of the board meanwhile. */
  #addWhatCameAfter(revision: number): void {
    const frame = this.#frame
    if (!frame || revision === unfinished) return
    const elements = this.#drafted
      .onTopAfter(revision)
      .flatMap((id) => shownOnBoard(frame, this.live, id) ?? [])
    if (elements.length > 0)
      this.#standIns.addToDraft((canvas, area) => this.#paintOn(canvas, area, frame, elements))
  }

  #pictureArrived(file: string): void {
    for (const tile of this.#store.tiles) if (tile.awaits.includes(file)) tile.stale = true
    // What is under way may lack it.
    for (const asked of this.#asked.values()) asked.needs = never
    this.#overviewOutdated = true
    this.#options.wake()
  }

  #compose(frame: Frame, area: Area): void {
    const { context } = this.surface
    const { theme, board } = frame
    context.setTransform(1, 0, 0, 1, 0, 0)
    const places = tilesOf(area)
    const tiles = places.flatMap((place) => this.#store.use(place) ?? [])
    if (tiles.length < places.length) {
      context.fillStyle = backgroundColor(theme, board.settings.background)
      context.fillRect(0, 0, area.width, area.height)
      this.#standIns.paint(context, area)
    }
    for (const { place, bitmap } of tiles) {
      const { x, y } = tileArea(place)
      context.drawImage(bitmap.source, x - area.x, y - area.y)
    }
    if (tiles.some(({ stale }) => stale)) this.#patches.paint(this.surface, area, frame, this.live)
  }
}

function hasDraft(frame: Frame | undefined): boolean {
  return (frame?.draft?.length ?? 0) > 0
}

function isSame(a: Area, b: Area): boolean {
  return a.scale === b.scale && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}
