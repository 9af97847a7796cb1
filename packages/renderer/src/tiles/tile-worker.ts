import { finishPainting, KeptCanvases } from './kept-canvases.ts'
import type { Done } from './messages.ts'
import { unpackElements } from './packed-elements.ts'
import { TileEngine } from './tile-engine.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'
import { WorkerPictures } from './worker-pictures.ts'

/** What is used of the global scope of a worker: the types that are loaded here are those of a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null
  postMessage(message: FromWorker, transfer?: Transferable[]): void
}
const scope = self as unknown as WorkerScope

/** Milliseconds of painting before messages are looked at: some of them make what is painted useless. */
const longestSlice = 6
/** How much longer than a slice of what nobody misses yet the rest after it is: pages and hands need the processor more. */
const restAhead = 3

const pictures = new WorkerPictures((file, pixels) => scope.postMessage({ type: 'wanted', file, pixels }))
const canvases = new KeptCanvases()
const engine = new TileEngine({
  makeCanvas: (width, height) => canvases.get(width, height),
  pictures,
  finishStep: finishPainting,
  copies: true,
})

/** To come back after the messages that wait: timers would wait for milliseconds. */
const pause = new MessageChannel()
let isPaused = false
let resting: ReturnType<typeof setTimeout> | undefined
let isAhead = false
/** How long it took. Milliseconds. */
let lastSlice = longestSlice
pause.port2.onmessage = () => {
  isPaused = false
  attempt(paint)
}

scope.onmessage = ({ data }) => {
  attempt(() => receive(data))
  goOn()
}

function receive(message: ToWorker): void {
  switch (message.type) {
    case 'clear':
      return engine.clear()
    case 'change':
      return engine.change({ ...message, put: unpackElements(message.put) })
    case 'look':
      return engine.look(message.look)
    case 'ask':
      isAhead = message.isAhead
      return engine.ask(message.jobs)
    case 'picture':
      return pictures.arrived(message.file, message.bitmap)
    case 'progress':
      return pictures.progressed(message.file, message.progress)
  }
}

function goOn(): void {
  if (isPaused || !engine.isBusy) return
  if (isAhead) {
    resting ??= setTimeout(() => {
      resting = undefined
      attempt(paint)
    }, restAhead * lastSlice)
    return
  }
  clearTimeout(resting)
  resting = undefined
  isPaused = true
  pause.port1.postMessage(undefined)
}

function paint(): void {
  const start = performance.now()
  const finished = engine.run(() => performance.now() - start >= longestSlice)
  lastSlice = performance.now() - start
  if (finished) {
    const { canvas, ...done } = finished
    if (canvas) void createImageBitmap(canvas).then((bitmap) => tell(done, bitmap), fail)
    else tell(done, undefined)
  }
  goOn()
}

function tell(done: Done, bitmap: ImageBitmap | undefined): void {
  scope.postMessage({ type: 'painted', bitmap, ...done }, bitmap ? [bitmap] : [])
}

function fail(error: unknown): void {
  scope.postMessage({ type: 'failed', reason: String(error) })
}

/** The page paints by itself once something fails here. */
function attempt(body: () => void): void {
  try {
    body()
  } catch (error) {
    fail(error)
  }
}
