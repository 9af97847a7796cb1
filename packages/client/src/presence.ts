import type { Peer, PresenceState, PresenceUpdate } from '@drawbridge/protocol'
import type { TimerHandle } from './platform.ts'
import { after, cancel, now } from './platform.ts'

/** Cursors need no more than this to look alive. Milliseconds. */
const sendInterval = 40
/** Instances repeat whom they host every 10 s: a peer that is silent for longer than this is gone, whatever became of its instance. */
const peerLifetime = 30_000

/** Who else is on the board, and what we tell of ourselves. Never logged, never part of the board. */
export class Presence {
  readonly #send: (state: PresenceState) => void
  readonly #changed: () => void
  readonly #peers = new Map<string, { peer: Peer; seen: number }>()
  #list: readonly Peer[] | undefined
  #state: PresenceState = {}
  #self = ''
  #connected = false
  #lastSent = -Infinity
  #timer: TimerHandle | undefined

  /** @param send hands our state to the connection @param changed is told whenever `peers` changed */
  constructor(send: (state: PresenceState) => void, changed: () => void) {
    this.#send = send
    this.#changed = changed
  }

  /** The others, in order of arrival. */
  get peers(): readonly Peer[] {
    this.#list ??= [...this.#peers.values()].map(({ peer }) => peer)
    return this.#list
  }

  /** What we tell of ourselves. */
  get state(): PresenceState {
    return this.#state
  }

  /** Changes part of what we tell of ourselves; a property set to undefined is withdrawn. Sent at most every 40 ms. */
  set(change: { [Name in keyof PresenceState]?: PresenceState[Name] | undefined }): void {
    const entries = Object.entries({ ...this.#state, ...change }).filter(([, value]) => value !== undefined)
    this.#state = Object.fromEntries(entries) as PresenceState
    this.#schedule()
  }

  connected(self: string): void {
    this.#self = self
    this.#connected = true
    this.#lastSent = -Infinity
    this.#schedule()
  }

  disconnected(): void {
    this.#connected = false
    cancel(this.#timer)
    this.#timer = undefined
    if (this.#peers.size === 0) return
    this.#peers.clear()
    this.#notify()
  }

  received(update: PresenceUpdate): void {
    const seen = now()
    for (const peer of update.peers)
      if (peer.client !== this.#self) this.#peers.set(peer.client, { peer, seen })
    for (const client of update.gone) this.#peers.delete(client)
    for (const [client, { seen: last }] of this.#peers)
      if (seen - last > peerLifetime) this.#peers.delete(client)
    this.#notify()
  }

  #notify(): void {
    this.#list = undefined
    this.#changed()
  }

  #schedule(): void {
    if (!this.#connected || this.#timer !== undefined) return
    this.#timer = after(this.#lastSent + sendInterval - now(), () => {
      this.#timer = undefined
      this.#lastSent = now()
      this.#send(this.#state)
    })
  }
}
