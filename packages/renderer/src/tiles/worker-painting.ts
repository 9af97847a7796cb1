import type { Picture, Pictures } from '../pictures.ts'
import { imageBitmap, makeCanvas } from './bitmap.ts'
import type { ElementChanges, Job, Look } from './messages.ts'
import { packElements, transferOf } from './packed-elements.ts'
import type { Painting, PaintingEvents, StartPainting } from './painting.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

/** Whether this browser has workers that can paint. */
export function canPaintInWorker(): boolean {
  return typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined'
}

/** Started, and not yet given anything to paint. One that could not be loaded is no longer it: then the next try tells. */
let spare: Worker | undefined

/** Starts the worker of the next renderer already, where a browser has such: it is loaded while a board is on its way. */
export function prepareToPaint(): void {
  if (!canPaintInWorker() || spare) return
  const worker = startWorker()
  spare = worker
  worker.onerror = () => {
    if (spare === worker) spare = undefined
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./tile-worker.ts', import.meta.url), { type: 'module' })
}

/** Paints in a worker of its own. */
export function inWorker(pictures: Pictures): StartPainting {
  return (events) => new WorkerPainting(pictures, events)
}

/** A picture that a browser paints sharply at every size is sent as large as it is seen, up to this. Pixels. */
const largestSketch = 4096

interface Sent {
  readonly picture: Picture | undefined
  readonly progress: number | undefined
}
const nothing: Sent = { picture: undefined, progress: undefined }

class WorkerPainting implements Painting {
  readonly #worker: Worker
  readonly #pictures: Pictures
  readonly #events: PaintingEvents
  /** How wide the worker wants pictures. */
  readonly #wanted = new Map<string, number>()
  /** What it has of each file. */
  readonly #sent = new Map<string, Sent>()
  #failed = false

  constructor(pictures: Pictures, events: PaintingEvents) {
    this.#pictures = pictures
    this.#events = events
    this.#worker = spare ?? startWorker()
    spare = undefined
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data)
    // It could not be loaded, or does not understand us.
    this.#worker.onerror = (event) => this.#fail(event.message)
    this.#worker.onmessageerror = () => this.#fail('a message could not be read')
  }

  clear(): void {
    this.#send({ type: 'clear' })
  }

  change({ revision, put, gone }: ElementChanges): void {
    const packed = packElements(put)
    this.#send({ type: 'change', revision, put: packed, gone }, transferOf(packed))
  }

  look(look: Look): void {
    this.#send({ type: 'look', look })
  }

  ask(jobs: readonly Job[], isAhead: boolean): void {
    this.#send({ type: 'ask', jobs, isAhead })
  }

  pictureChanged(file: string): void {
    const pixels = this.#wanted.get(file)
    if (pixels === undefined) return
    const picture = this.#pictures.get(file, pixels)
    const progress = this.#pictures.progress(file)
    const sent = this.#sent.get(file) ?? nothing
    // Most of the time it is an element that has changed, not its picture.
    if (sent.picture === picture && sent.progress === progress) return
    this.#sent.set(file, { picture, progress })
    this.#send({ type: 'progress', file, progress })
    if (picture && sent.picture !== picture) {
      const bitmap = copyOf(picture, pixels)
      this.#send({ type: 'picture', file, bitmap }, [bitmap])
    }
    this.#events.pictureArrived(file)
  }

  close(): void {
    this.#failed = true
    this.#worker.terminate()
  }

  #receive(message: FromWorker): void {
    // What was under way when it was closed.
    if (this.#failed) return
    if (message.type === 'failed') return this.#fail(message.reason)
    if (message.type === 'painted') {
      const { bitmap, ...done } = message
      return this.#events.painted({ ...done, bitmap: bitmap && imageBitmap(bitmap) })
    }
    this.#wanted.set(message.file, message.pixels)
    // It has none, or one that is too small.
    this.#sent.delete(message.file)
    this.pictureChanged(message.file)
  }

  #send(message: ToWorker, transfer: Transferable[] = []): void {
    if (!this.#failed) this.#worker.postMessage(message, transfer)
  }

  #fail(reason: string): void {
    if (this.#failed) return
    this.close()
    this.#events.failed(reason)
  }
}

/** A copy that can be given away. */
function copyOf({ source, width, height }: Picture, pixels: number): ImageBitmap {
  const isSketch = typeof HTMLImageElement !== 'undefined' && source instanceof HTMLImageElement
  const scale = isSketch ? Math.min(pixels, largestSketch) / width : 1
  const canvas = makeCanvas(Math.ceil(width * scale), Math.ceil(height * scale)) as OffscreenCanvas
  const context = canvas.getContext('2d')
  context?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas.transferToImageBitmap()
}
