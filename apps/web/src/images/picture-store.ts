import type { BoardFiles } from '@drawbridge/client'
import type { Picture, Pictures } from '@drawbridge/renderer'
import type { DecodedPicture } from './decode-picture.ts'
import { decodePicture } from './decode-picture.ts'
import { isCommonPicture } from './picture-type.ts'

interface Loaded {
  readonly decoded: DecodedPicture
  /** The same, each half as wide as the one before: a large picture painted small would cost time and shimmer. */
  readonly levels: Picture[]
  /** Counts up: whichever has the least was asked for longest ago. */
  askedAt: number
}

/** What decoded pictures may take in memory. Pixels. */
const mostPixels = 100_000_000
/** A level that is wider than twice what is painted gives way to the next. */
const enough = 2

/** The pictures of one board, decoded when the renderer asks for them. */
export class PictureStore implements Pictures {
  readonly #files: BoardFiles
  readonly #arrived: (file: string) => void
  readonly #loaded = new Map<string, Loaded>()
  readonly #loading = new Set<string>()
  /** They will never come, or nobody can show them. */
  readonly #hopeless = new Set<string>()
  #asked = 0

  /** @param arrived called when the picture of a file can be painted */
  constructor(files: BoardFiles, arrived: (file: string) => void) {
    this.#files = files
    this.#arrived = arrived
  }

  get(file: string, pixels: number): Picture | undefined {
    const loaded = this.#loaded.get(file)
    if (!loaded) {
      void this.#load(file)
      return undefined
    }
    loaded.askedAt = ++this.#asked
    return levelFor(loaded.levels, pixels)
  }

  progress(file: string): number | undefined {
    return this.#files.progress(file)
  }

  close(): void {
    for (const { decoded } of this.#loaded.values()) decoded.close()
    this.#loaded.clear()
  }

  async #load(file: string): Promise<void> {
    if (this.#loading.has(file) || this.#hopeless.has(file)) return
    this.#loading.add(file)
    try {
      const bytes = await this.#files.get(file)
      const type = isCommonPicture(bytes) ? '' : 'image/svg+xml'
      const decoded = await decodePicture(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }))
      this.#loaded.set(file, { decoded, levels: [decoded], askedAt: ++this.#asked })
      this.#makeRoom()
      this.#arrived(file)
    } catch {
      // The file store says what went wrong; here its box stays.
      this.#hopeless.add(file)
    } finally {
      this.#loading.delete(file)
    }
  }

  /** Those that were asked for longest ago go; they are read again when they are asked for. */
  #makeRoom(): void {
    const byAge = [...this.#loaded].sort(([, one], [, other]) => other.askedAt - one.askedAt)
    let pixels = 0
    for (const [file, { decoded }] of byAge) {
      pixels += decoded.width * decoded.height
      if (pixels <= mostPixels || file === byAge[0]?.[0]) continue
      decoded.close()
      this.#loaded.delete(file)
    }
  }
}

/** The smallest level that is wide enough; made when it is first wanted. */
function levelFor(levels: Picture[], pixels: number): Picture | undefined {
  for (let i = 0; ; i++) {
    const level = levels[i]
    if (!level || level.width < enough * pixels || level.width < 64 || level.height < 2) return level
    levels[i + 1] ??= half(level)
  }
}

function half({ source, width, height }: Picture): Picture {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width / 2)
  canvas.height = Math.ceil(height / 2)
  const context = canvas.getContext('2d')
  if (context) context.imageSmoothingQuality = 'high'
  context?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return { source: canvas, width: canvas.width, height: canvas.height }
}
