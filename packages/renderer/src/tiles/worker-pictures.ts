import type { Picture, Pictures } from '../pictures.ts'

interface Sent {
  readonly picture: Picture
  readonly bitmap: ImageBitmap
}

/** What pictures may take in the memory of the worker. Pixels. */
const mostPixels = 50_000_000

/** Pictures that the page has sent; those that are missing, or are too small by now, are asked for. */
export class WorkerPictures implements Pictures {
  readonly #wanted: (file: string, pixels: number) => void
  /** In the order in which they were last painted. */
  readonly #sent = new Map<string, Sent>()
  /** How wide each was asked for. */
  readonly #asked = new Map<string, number>()
  readonly #progress = new Map<string, number>()

  /** @param wanted asks the page for the picture of a file, at least so many pixels wide if it has that many */
  constructor(wanted: (file: string, pixels: number) => void) {
    this.#wanted = wanted
  }

  get(file: string, pixels: number): Picture | undefined {
    const sent = this.#sent.get(file)
    if (sent) {
      this.#sent.delete(file)
      this.#sent.set(file, sent)
    }
    // Asked for again when it is seen larger than it was asked for, once for each doubling.
    if ((!sent || pixels > sent.picture.width) && pixels > (this.#asked.get(file) ?? 0)) {
      const wide = 2 ** Math.ceil(Math.log2(Math.max(1, pixels)))
      this.#asked.set(file, wide)
      this.#wanted(file, wide)
    }
    return sent?.picture
  }

  progress(file: string): number | undefined {
    return this.#progress.get(file)
  }

  arrived(file: string, bitmap: ImageBitmap): void {
    this.#sent.get(file)?.bitmap.close()
    this.#sent.delete(file)
    const { width, height } = bitmap
    this.#sent.set(file, { picture: { source: bitmap, width, height }, bitmap })
    this.#makeRoom()
  }

  progressed(file: string, progress: number | undefined): void {
    if (progress === undefined) this.#progress.delete(file)
    else this.#progress.set(file, progress)
  }

  #makeRoom(): void {
    let pixels = 0
    for (const { bitmap } of this.#sent.values()) pixels += bitmap.width * bitmap.height
    for (const [file, { bitmap }] of this.#sent) {
      if (pixels <= mostPixels || this.#sent.size === 1) return
      pixels -= bitmap.width * bitmap.height
      bitmap.close()
      this.#sent.delete(file)
      this.#asked.delete(file)
    }
  }
}
