/**
 * When each sample of each drawer was made, in memory that all threads of a generator share: whoever receives a point
 * knows how old it is, although nothing about that travels with it.
 */
export class Samples {
  readonly buffer: SharedArrayBuffer
  readonly drawers: number
  readonly #perDrawer: number
  readonly #counted: Float64Array
  readonly #counts: Int32Array
  readonly #strokes: Int32Array
  readonly #times: Float64Array

  /** @param perDrawer the most samples that one of them makes */
  constructor(drawers: number, perDrawer: number, buffer?: SharedArrayBuffer) {
    this.drawers = drawers
    this.#perDrawer = perDrawer
    const each = perDrawer * drawers
    // Eight-byte numbers first: they must lie on multiples of eight.
    this.buffer = buffer ?? new SharedArrayBuffer(8 + 8 * each + 4 * each + 4 * drawers)
    this.#counted = new Float64Array(this.buffer, 0, 1)
    this.#times = new Float64Array(this.buffer, 8, each)
    this.#strokes = new Int32Array(this.buffer, 8 + 8 * each, each)
    this.#counts = new Int32Array(this.buffer, 8 + 12 * each, drawers)
    if (!buffer) this.countFrom(Infinity)
  }

  /** Samples before this moment of the clock are drawn and delivered, but not counted. */
  countFrom(moment: number): void {
    this.#counted[0] = moment
  }

  isCounted(time: number): boolean {
    return time >= (this.#counted[0] ?? Infinity)
  }

  /** How many samples the drawer has made. */
  count(drawer: number): number {
    return this.#counts[drawer] ?? 0
  }

  /** How many of them count. */
  counted(drawer: number): number {
    let counted = 0
    for (let i = 0; i < this.count(drawer); i++) if (this.isCounted(this.time(drawer, i))) counted++
    return counted
  }

  /** @returns the sample's number */
  add(drawer: number, time: number): number {
    const number = this.count(drawer)
    this.#times[drawer * this.#perDrawer + number] = time
    this.#counts[drawer] = number + 1
    return number
  }

  time(drawer: number, sample: number): number {
    return this.#times[drawer * this.#perDrawer + sample] ?? NaN
  }

  /** The drawer's stroke with this number begins with this sample. */
  strokeBegins(drawer: number, stroke: number, sample: number): void {
    this.#strokes[drawer * this.#perDrawer + stroke] = sample
  }

  strokeStart(drawer: number, stroke: number): number {
    return this.#strokes[drawer * this.#perDrawer + stroke] ?? 0
  }
}
