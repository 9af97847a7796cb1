/** How far back a log that was replaced is told from ours by its entries. */
const remembered = 512

/** `markOf` the entries that were applied last, by seq. */
export class Marks {
  readonly #marks = new Map<number, string>()

  set(seq: number, mark: string): void {
    if (mark === '') return
    this.#marks.set(seq, mark)
    this.#marks.delete(seq - remembered)
  }

  /** Empty where it is not known. */
  get(seq: number): string {
    return this.#marks.get(seq) ?? ''
  }

  /** Whether the log that holds this entry at this seq is another one than ours, as far as we can tell. */
  contradict(seq: number, mark: string): boolean {
    const known = this.get(seq)
    return known !== '' && mark !== '' && known !== mark
  }

  clear(): void {
    this.#marks.clear()
  }
}
