import type { Box } from '@drawbridge/geometry'
import type { Bitmap } from './bitmap.ts'
import type { TilePlace } from './tile-grid.ts'
import { showsBox, tileArea, tileKey } from './tile-grid.ts'

/** A painted tile. */
export interface Tile {
  readonly place: TilePlace
  bitmap: Bitmap
  /** It does not show the last changes: it is seen until a new one is ready. */
  stale: boolean
  /** Files whose pictures were not there when it was painted. */
  awaits: readonly string[]
}

const bytesPerPixel = 4

/** Painted tiles, those that were used last. What they take in memory is bounded; those that are seen must fit. */
export class TileStore {
  readonly #mostBytes: number
  /** In the order in which they were last used. */
  readonly #tiles = new Map<string, Tile>()
  #bytes = 0

  /** @param mostBytes of pixels that are kept */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Of pixels, of all tiles. */
  get bytes(): number {
    return this.#bytes
  }

  /** All of them, those that were used longest ago first. */
  get tiles(): Iterable<Tile> {
    return this.#tiles.values()
  }

  /** The tile, which counts as used by that. */
  use(place: TilePlace): Tile | undefined {
    const key = tileKey(place)
    const tile = this.#tiles.get(key)
    if (!tile) return undefined
    this.#tiles.delete(key)
    this.#tiles.set(key, tile)
    return tile
  }

  /** The tile, as `use` gives it, without using it. */
  look(place: TilePlace): Tile | undefined {
    return this.#tiles.get(tileKey(place))
  }

  /** Takes the bitmap over. Tiles that were used longest ago are closed until there is room. */
  put(tile: Tile): void {
    this.delete(tile.place)
    this.#tiles.set(tileKey(tile.place), tile)
    this.#bytes += bytesOf(tile)
    for (const oldest of this.#tiles.values()) {
      if (this.#bytes <= this.#mostBytes || oldest === tile) return
      this.delete(oldest.place)
    }
  }

  delete(place: TilePlace): void {
    const key = tileKey(place)
    const tile = this.#tiles.get(key)
    if (!tile) return
    this.#tiles.delete(key)
    this.#bytes -= bytesOf(tile)
    tile.bitmap.close()
  }

  clear(): void {
    for (const { place } of [...this.#tiles.values()]) this.delete(place)
  }

  /** Tiles that show something of the box, in board units. */
  touching(box: Box): Tile[] {
    return [...this.#tiles.values()].filter(({ place }) => showsBox(tileArea(place), box))
  }
}

function bytesOf({ bitmap }: Tile): number {
  return bitmap.width * bitmap.height * bytesPerPixel
}
