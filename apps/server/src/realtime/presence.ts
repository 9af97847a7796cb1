import type { Peer, PresenceState } from '@drawbridge/protocol'
import { PresenceSchema } from '@drawbridge/protocol'
import { Compile } from 'typebox/compile'
import type { BoardNamespace, BoardSocket } from './sockets.ts'

/** Cursors need no more than this to look alive. Milliseconds. */
const flushEvery = 40
/** Clients forget a peer that nobody mentioned for 30 s: so that an instance that died takes its peers with it. */
const repeatEvery = 10_000

const presenceSchema = Compile(PresenceSchema)

/** Known properties only: whatever else a client sends goes no further. Undefined for what is malformed or too large. */
export function checkPresence(state: unknown, maxBytes: number): PresenceState | undefined {
  if (!presenceSchema.Check(state)) return undefined
  const { cursor, selection, view, following, presenting, laser, idle, tool, color, name } =
    state as PresenceState
  const known = {
    ...(cursor && { cursor: { x: cursor.x, y: cursor.y } }),
    ...(selection && { selection }),
    ...(view && { view: { x: view.x, y: view.y, width: view.width, height: view.height, page: view.page } }),
    ...(following !== undefined && { following }),
    ...(presenting && { presenting }),
    ...(laser && { laser }),
    ...(idle && { idle }),
    ...(tool !== undefined && { tool }),
    ...(color !== undefined && { color }),
    ...(name !== undefined && { name }),
  }
  return Buffer.byteLength(JSON.stringify(known)) <= maxBytes ? known : undefined
}

/** What presence must know of the other instances. */
export interface OtherInstances {
  reachable(): boolean
}

/**
 * Who is on one board by way of this instance, told to everyone on it. An instance remembers only its own connections:
 * the clients put together what all instances say.
 */
export class BoardPresence {
  readonly #namespace: BoardNamespace
  readonly #others: OtherInstances | undefined
  readonly #peers = new Map<BoardSocket, Peer>()
  readonly #changed = new Set<BoardSocket>()
  readonly #gone = new Set<string>()
  #flushedAt = -Infinity
  #flushTimer: NodeJS.Timeout | undefined
  #repeatTimer: NodeJS.Timeout | undefined

  /** @param others absent where this is the only instance */
  constructor(namespace: BoardNamespace, others: OtherInstances | undefined) {
    this.#namespace = namespace
    this.#others = others
    if (others) namespace.on('presenceWanted', (clients) => this.#announce(clients))
  }

  join(socket: BoardSocket): void {
    socket.emit('presence', { peers: [...this.#peers.values()], gone: [] })
    this.set(socket, {})
    this.#askOthers(null)
    this.#repeatTimer ??= setInterval(() => this.#announce(null), repeatEvery).unref()
  }

  set(socket: BoardSocket, state: PresenceState): void {
    const { client, access } = socket.data
    this.#peers.set(socket, { ...state, client, name: state.name || access.name, role: access.role })
    this.#gone.delete(client)
    this.#changed.add(socket)
    this.#schedule()
  }

  leave(socket: BoardSocket): void {
    if (!this.#peers.delete(socket)) return
    this.#changed.delete(socket)
    const { client } = socket.data
    if (this.#peers.size === 0) this.#stopRepeating()
    // A client that comes back before its old connection was given up is still here.
    for (const peer of this.#peers.values()) if (peer.client === client) return
    this.#gone.add(client)
    this.#schedule()
  }

  close(): void {
    clearTimeout(this.#flushTimer)
    this.#stopRepeating()
  }

  #askOthers(clients: readonly string[] | null): void {
    if (this.#others?.reachable()) this.#namespace.serverSideEmit('presenceWanted', clients)
  }

  #stopRepeating(): void {
    clearInterval(this.#repeatTimer)
    this.#repeatTimer = undefined
  }

  #announce(clients: readonly string[] | null): void {
    for (const [socket, peer] of this.#peers)
      if (clients === null || clients.includes(peer.client)) this.#changed.add(socket)
    if (this.#changed.size > 0) this.#schedule()
  }

  #schedule(): void {
    if (this.#flushTimer) return
    const wait = Math.max(0, this.#flushedAt + flushEvery - performance.now())
    this.#flushTimer = setTimeout(() => this.#flush(), wait)
  }

  #flush(): void {
    this.#flushTimer = undefined
    this.#flushedAt = performance.now()
    const peers = [...this.#changed].flatMap((socket) => this.#peers.get(socket) ?? [])
    const gone = [...this.#gone]
    this.#changed.clear()
    this.#gone.clear()
    if (peers.length + gone.length === 0) return
    // The adapter publishes before it delivers here: in an outage the people of this instance would not see each other.
    if (this.#others && !this.#others.reachable()) this.#namespace.local.emit('presence', { peers, gone })
    else this.#namespace.emit('presence', { peers, gone })
    // They may have come back by way of another instance before we noticed that they left.
    if (gone.length > 0) this.#askOthers(gone)
  }
}
