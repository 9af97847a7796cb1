/** One stroke as the benchmark sends it: see `SheetStroke` in bench/render. */
export interface SentStroke {
  /** x, y and pressure, one after another. */
  readonly points: readonly number[]
  readonly color: string
  readonly width: number
}

/** What the benchmark drives a peer with. */
export interface Peer {
  /** Makes the sheet at an address the peer's own document, as text. */
  fetchSheet(address: string): Promise<void>
  /**
   * Opens that document, from its text on, with the given board point in the window's corner at zoom 1. Returns when that
   * began, in milliseconds since 1970.
   */
  open(left: number, top: number): number
  /** Differs when something else is seen. */
  state(): string
  count(): number
}

declare global {
  interface Window {
    peer?: Peer
  }
}

export async function fetchStrokes(address: string): Promise<readonly SentStroke[]> {
  const answer = await fetch(address)
  return (await answer.json()) as readonly SentStroke[]
}

export const now = () => performance.timeOrigin + performance.now()
