import type { Peer, PresenceState, PresenceUpdate } from '@drawbridge/protocol'
import { Participant } from './participant.ts'
import type { BoardNamespace, BoardSocket } from './sockets.ts'

/** Cursors need no more than this to look alive. Milliseconds. */
const flushEvery = 40
/** More people hear of each other more rarely by as much: nobody follows a hundred cursors, and all would pay for it. */
const easilyFollowed = 100
/** A question to the other instances is answered with all that they know: in a join storm it is asked no more often. Milliseconds. */
const askEvery = 250
/** Other instances say this often at least that they have people; one that was not heard for three times as long has none. Milliseconds. */
export const repeatEvery = 10_000
const othersLast = 3 * repeatEvery
/** Answers of other instances reach those who came so short a time ago. Milliseconds. */
const isNewFor = 3000
/** Questions into the void: the first may have come too early. */
const mostQuestions = 2

/** What presence must know of the other instances. */
export interface OtherInstances {
  reachable(): boolean
}

/** What is to be told at the next flush. */
interface News {
  /** Told whole. */
  readonly changed: Set<Participant>
  /** Told by their cursors. */
  readonly moved: Set<Participant>
  /** Get everyone, instead of what is new. */
  readonly newcomers: Set<Participant>
  /** Client ids. */
  readonly gone: Set<string>
  /** From other instances. */
  readonly heard: PresenceUpdate[]
}

/**
 * Who is on one board by way of this instance, told to everyone on it in one packet per flush, encoded once: what a
 * flush costs grows with those who listen and those who moved, not with their product. Who is alone is told nothing, and
 * tells nobody. An instance remembers only its own connections: the clients put together what all instances say.
 */
export class BoardPresence {
  readonly #namespace: BoardNamespace
  readonly #others: OtherInstances | undefined
  readonly #othersFound: () => void
  readonly #here = new Set<Participant>()
  #news: News | undefined
  #flushedAt = -Infinity
  #timer: NodeJS.Timeout | undefined
  #othersHeardAt = -Infinity
  #askedAt = -Infinity
  #mustAsk = false
  #questions = 0

  /**
   * @param others absent where this is the only instance
   * @param othersFound called when other instances are found to have people on the board
   */
  constructor(namespace: BoardNamespace, others: OtherInstances | undefined, othersFound = () => {}) {
    this.#namespace = namespace
    this.#others = others
    this.#othersFound = othersFound
    if (others) namespace.on('presence', (update, kind) => this.#heard(update, kind))
  }

  /** Other instances have people on the board, as far as was heard of late. */
  get knowsOthers(): boolean {
    return performance.now() - this.#othersHeardAt < othersLast
  }

  join(socket: BoardSocket): Participant {
    const participant = new Participant(socket)
    if (this.#here.size === 0) this.#questions = 0
    this.#here.add(participant)
    this.#tell((news) => news.changed.add(participant))
    this.refresh(participant)
    return participant
  }

  /** Tells a participant of everyone, as it may have missed something. */
  refresh(participant: Participant): void {
    if (!this.#here.has(participant)) return
    this.#mustAsk ||= this.#others !== undefined && (this.knowsOthers || this.#questions === 0)
    this.#tell((news) => news.newcomers.add(participant))
  }

  set(participant: Participant, state: PresenceState): void {
    participant.state = state
    this.#tell((news) => news.changed.add(participant))
  }

  move(participant: Participant, x: number, y: number): void {
    participant.state = { ...participant.state, cursor: { x, y } }
    this.#tell((news) => news.moved.add(participant))
  }

  leave(participant: Participant): void {
    if (!this.#here.delete(participant)) return
    const { client } = participant
    this.#tell((news) => {
      for (const set of [news.changed, news.moved, news.newcomers]) set.delete(participant)
      // A client that comes back before its old connection was given up is still here.
      if (!this.#has(client)) news.gone.add(client)
    })
  }

  /** To be called every `repeatEvery` ms: an instance that died takes its people with it, since nobody repeats them. */
  repeat(): void {
    if (this.#here.size === 0) return
    if (this.#hasCompany) {
      const alive = Array.from(this.#here, ({ alias }) => alias)
      this.#emitHere({ alive })
      if (this.knowsOthers) this.#emitElsewhere({ alive }, 'news')
    }
    // Whoever is elsewhere may not have heard the first question.
    if (this.#others && !this.knowsOthers && this.#questions < mostQuestions) {
      this.#mustAsk = true
      this.#schedule()
    }
  }

  /** What other instances said may have been lost. */
  missedSomething(): void {
    this.#questions = 0
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  get #hasCompany(): boolean {
    return this.#here.size > 1 || this.knowsOthers
  }

  #has(client: string): boolean {
    for (const participant of this.#here) if (participant.client === client) return true
    return false
  }

  #tell(add: (news: News) => void): void {
    this.#news ??= {
      changed: new Set(),
      moved: new Set(),
      newcomers: new Set(),
      gone: new Set(),
      heard: [],
    }
    add(this.#news)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#timer) return
    const every = flushEvery * Math.max(1, this.#here.size / easilyFollowed)
    const wait = Math.max(0, this.#flushedAt + every - performance.now())
    this.#timer = setTimeout(() => this.#flush(), wait)
  }

  #flush(): void {
    this.#timer = undefined
    const now = performance.now()
    this.#flushedAt = now
    const news = this.#news
    this.#news = undefined
    const own = news ? ownUpdate(news) : {}
    const asks = this.#mustAsk && now - this.#askedAt >= askEvery
    if (asks) {
      this.#mustAsk = false
      this.#questions++
      this.#askedAt = now
      this.#emitElsewhere({ ...own, peers: this.#everyone() }, 'question')
    } else if (this.knowsOthers && !isEmpty(own)) this.#emitElsewhere(own, 'news')
    // Who is alone now hears of those who left.
    if (news && (this.#hasCompany || own.gone)) this.#flushHere(news, own)
    if (this.#mustAsk) this.#schedule()
  }

  #flushHere({ newcomers, heard }: News, own: PresenceUpdate): void {
    const update = merged([own, ...heard])
    if (newcomers.size === 0) {
      this.#emitHere(update)
      return
    }
    const ids = Array.from(newcomers, ({ socket }) => socket.id)
    this.#namespace.local.to(ids).emit('presence', merged([{ peers: this.#everyone() }, ...heard]))
    if (newcomers.size < this.#here.size && !isEmpty(update))
      this.#namespace.local.except(ids).emit('presence', update)
  }

  #everyone(): (readonly [alias: string, peer: Peer])[] {
    return Array.from(this.#here, ({ alias, peer }) => [alias, peer] as const)
  }

  #emitHere(update: PresenceUpdate): void {
    if (!isEmpty(update)) this.#namespace.local.emit('presence', update)
  }

  #emitElsewhere(update: PresenceUpdate, kind: 'news' | 'question' | 'answer'): void {
    // What is said while nobody hears it would be said when the link is there again, and be old by then.
    if (this.#others?.reachable()) this.#namespace.serverSideEmit('presence', update, kind)
  }

  #heard(update: PresenceUpdate, kind: 'news' | 'question' | 'answer'): void {
    const now = performance.now()
    const isFound = !this.knowsOthers
    this.#othersHeardAt = now
    if (isFound) this.#othersFound()
    if (this.#here.size === 0) return
    if (kind === 'question') this.#emitElsewhere({ peers: this.#everyone() }, 'answer')
    if (kind === 'answer') {
      const recent = [...this.#here].filter(({ joinedAt }) => now - joinedAt < isNewFor)
      if (recent.length > 0)
        this.#namespace.local.to(recent.map(({ socket }) => socket.id)).emit('presence', update)
      return
    }
    this.#tell((news) => {
      news.heard.push(update)
      // They came back to us before the other instance noticed that they left it.
      for (const client of update.gone ?? [])
        for (const participant of this.#here) if (participant.client === client) news.changed.add(participant)
    })
  }
}

function ownUpdate({ changed, moved, gone }: News): PresenceUpdate {
  const cursors: (string | number)[] = []
  for (const participant of moved) {
    const { cursor } = participant.state
    if (cursor && !changed.has(participant))
      cursors.push(participant.alias, hundredths(cursor.x), hundredths(cursor.y))
  }
  return compact({
    peers: Array.from(changed, ({ alias, peer }) => [alias, peer] as const),
    gone: [...gone],
    cursors,
  })
}

function merged(updates: readonly PresenceUpdate[]): PresenceUpdate {
  const [only] = updates
  if (only && updates.length === 1) return only
  return compact({
    peers: updates.flatMap(({ peers = [] }) => peers),
    gone: updates.flatMap(({ gone = [] }) => gone),
    cursors: updates.flatMap(({ cursors = [] }) => cursors),
    alive: updates.flatMap(({ alive = [] }) => alive),
  })
}

/** Without lists that are empty. */
function compact(update: PresenceUpdate): PresenceUpdate {
  return Object.fromEntries(Object.entries(update).filter(([, list]) => list.length > 0)) as PresenceUpdate
}

function isEmpty(update: PresenceUpdate): boolean {
  return Object.keys(update).length === 0
}

/** Finer than anyone sees, and short as text. */
function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
