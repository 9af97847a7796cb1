import type { Peer, PresenceState, PresenceUpdate } from '@drawbridge/protocol'
import type { TimerHandle } from './platform.ts'
import { after, cancel, now } from './platform.ts'

/** Cursors need no more than this to look alive. Milliseconds. */
const sendInterval = 40
/** Instances repeat whom they host every 10 s: a peer that is silent for longer than this is gone, whatever became of its instance. */
const peerLifetime = 30_000

/** Who else is on the board, and what we tell of ourselves. Never logged, never part of the board. */
export class Presence {
  readonly #send: (state: PresenceState, isCursorOnly: boolean) => void
  readonly #changed: () => void
  readonly #peers = new Map<string, { peer: Peer; seen: number }>()
  /** Client ids by alias. */
  readonly #aliases = new Map<string, string>()
  #list: readonly Peer[] | undefined
  #state: PresenceState = {}
  /** As the server knows it. */
  #sent: PresenceState | undefined
  #self = ''
  #connected = false
  #lastSent = -Infinity
  #timer: TimerHandle | undefined

  /**
   * @param send hands our state to the connection; when only the cursor has moved, that is enough
   * @param changed is told whenever `peers` changed
   */
  constructor(send: (state: PresenceState, isCursorOnly: boolean) => void, changed: () => void) {
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

  /** Changes part of what we tell of ourselves; a property set to undefined is withdrawn. Sent at most every 40 ms, and while somebody is there to see it. */
  set(change: { [Name in keyof PresenceState]?: PresenceState[Name] | undefined }): void {
    const entries = Object.entries({ ...this.#state, ...change }).filter(([, value]) => value !== undefined)
    this.#state = Object.fromEntries(entries) as PresenceState
    this.#schedule()
  }

  connected(self: string): void {
    this.#self = self
    this.#connected = true
    this.#sent = undefined
    this.#lastSent = -Infinity
    this.#schedule()
  }

  disconnected(): void {
    this.#connected = false
    cancel(this.#timer)
    this.#timer = undefined
    this.#aliases.clear()
    if (this.#peers.size === 0) return
    this.#peers.clear()
    this.#notify()
  }

  received({ gone = [], peers = [], cursors = [], alive = [] }: PresenceUpdate): void {
    const seen = now()
    const wasAlone = this.#peers.size === 0
    for (const client of gone) this.#peers.delete(client)
    for (const [alias, peer] of peers) {
      if (peer.client === this.#self) continue
      this.#aliases.set(alias, peer.client)
      this.#peers.set(peer.client, { peer, seen })
    }
    for (let i = 0; i + 2 < cursors.length; i += 3) {
      const [alias, x, y] = cursors.slice(i, i + 3) as [string, number, number]
      this.#mention(alias, seen, { x, y })
    }
    for (const alias of alive) this.#mention(alias, seen)
    for (const [client, { seen: last }] of this.#peers)
      if (seen - last > peerLifetime) this.#peers.delete(client)
    for (const [alias, client] of this.#aliases) if (!this.#peers.has(client)) this.#aliases.delete(alias)
    // What changed while nobody was there to see it.
    if (wasAlone && this.#peers.size > 0 && this.#state !== this.#sent) this.#schedule()
    this.#notify()
  }

  #mention(alias: string, seen: number, cursor?: PresenceState['cursor']): void {
    const client = this.#aliases.get(alias)
    const known = client === undefined ? undefined : this.#peers.get(client)
    if (client === undefined || !known) return
    this.#peers.set(client, { peer: cursor ? { ...known.peer, cursor } : known.peer, seen })
  }

  #notify(): void {
    this.#list = undefined
    this.#changed()
  }

  #schedule(): void {
    if (!this.#connected || this.#timer !== undefined) return
    if (this.#sent && this.#peers.size === 0) return
    this.#timer = after(this.#lastSent + sendInterval - now(), () => {
      this.#timer = undefined
      this.#lastSent = now()
      const isCursorOnly = this.#sent !== undefined && differsInCursorOnly(this.#sent, this.#state)
      this.#sent = this.#state
      this.#send(this.#state, isCursorOnly)
    })
  }
}

/** Whether there is a cursor, and the rest is the same. */
function differsInCursorOnly(before: PresenceState, after: PresenceState): boolean {
  if (!after.cursor) return false
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof PresenceState>
  for (const name of names) if (name !== 'cursor' && before[name] !== after[name]) return false
  return true
}
