/** One stroke as the benchmark sends it: see `SheetStroke` in bench/render. */
export interface SentStroke {
  /** x, y and pressure, one after another. */
  readonly points: readonly number[]
  readonly color: string
  readonly width: number
}

/** What comes from one of the others: a stroke as far as it is drawn. */
export interface SentMessage {
  /** Milliseconds after the first. */
  readonly due: number
  /** The how manieth stroke it is of all that are drawn, from 0. */
  readonly stroke: number
  readonly drawn: SentStroke
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
  /** Makes messages the peer's own, as text. */
  expectOthers(messages: readonly SentMessage[]): void
  /** The messages come, each when it is due. Returns when that began, in milliseconds since 1970. */
  receiveOthers(): number
  /** How many of them are on the board. */
  othersReceived(): number
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

/**
 * Lets messages come as from a socket: each is a task of its own, and those that the page is late for wait.
 * @param recordOf the peer's own record of a stroke
 * @param apply has the peer take a record as it does in a room
 */
export function othersOf<Made>(recordOf: (message: SentMessage) => Made, apply: (made: Made) => void) {
  let waiting: { readonly due: number; readonly text: string }[] = []
  let [received, start] = [0, 0]
  const { port1, port2 } = new MessageChannel()
  const next = () => {
    const message = waiting[received]
    if (!message) return
    const early = start + message.due - performance.now()
    if (early > 0) setTimeout(next, early)
    else port2.postMessage(message.text)
  }
  port1.onmessage = ({ data }) => {
    apply(JSON.parse(data))
    received++
    next()
  }
  return {
    expectOthers(messages: readonly SentMessage[]) {
      waiting = messages.map((message) => ({ due: message.due, text: JSON.stringify(recordOf(message)) }))
      received = 0
    },
    receiveOthers() {
      start = performance.now()
      next()
      return now()
    },
    othersReceived: () => received,
  }
}
