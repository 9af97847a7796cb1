/*
 * Judges a run of the whole system from outside: what clients saw against what the log holds. It shares no code with the
 * parts that it judges, so that a fault of theirs is not a fault of its own too.
 */

/** What one client saw, in the order in which it saw it. */
export type HistoryEvent =
  /** The person did something. `content` names what, as in `LoggedEntry`; left out where it is not known (undo). */
  | { readonly type: 'submitted'; readonly n: number; readonly content?: string | undefined }
  /** The client says: stored, everything up to `n`. */
  | { readonly type: 'acknowledged'; readonly n: number }
  /** The client applied an entry of the log to its board. */
  | { readonly type: 'applied'; readonly seq: number; readonly client: string; readonly n: number }
  /** The client's board became that of the log at `seq` at once: a snapshot, or 0 to begin anew. */
  | { readonly type: 'replaced'; readonly seq: number }
  /** The program ended without warning and began anew with what it had stored. It may have lost what was not acknowledged. */
  | { readonly type: 'restarted' }

export interface ClientHistory {
  /** For messages. */
  readonly name: string
  /** As entries name it. */
  readonly client: string
  readonly events: readonly HistoryEvent[]
  /** Of its board at the end, when it was saved and had everything. */
  readonly hash: string
}

export interface LoggedEntry {
  readonly seq: number
  readonly client: string
  readonly n: number
  /** Equal exactly when two entries say the same, whoever computes it. */
  readonly content: string
}

/** One board's run, from its first entry to a quiet end. */
export interface BoardHistory {
  /** The whole log, in the order in which the server gives it. */
  readonly log: readonly LoggedEntry[]
  /** Of the board that the server makes of its log. */
  readonly hash: string
  readonly clients: readonly ClientHistory[]
  /**
   * True when the log was made to lose its end, as a store that is not durable does. What somebody saw need not be in it
   * then; what an author was told is stored must be there again.
   */
  readonly lostItsEnd?: boolean
}

export type ViolationKind =
  /** Acknowledged, or seen by someone, and not in the log. */
  | 'lost'
  /** In the log under its number, with another content. */
  | 'altered'
  /** In the log, or applied, more than once. */
  | 'duplicated'
  /** In another order than it was submitted, or applied in another order than the log's. */
  | 'reordered'
  /** In the log, or acknowledged, though nobody submitted it. */
  | 'unfounded'
  /** A board differs from the log's at the end. */
  | 'diverged'

export interface Violation {
  readonly kind: ViolationKind
  readonly message: string
}

/** Everything that is wrong with a run; empty when nothing is. */
export function checkHistory(board: BoardHistory): Violation[] {
  const violations: Violation[] = []
  const report = (kind: ViolationKind, message: string) => void violations.push({ kind, message })
  checkLog(board.log, report)
  checkAuthors(board, report)
  for (const client of board.clients) {
    checkAcknowledged(client, board.log, report)
    checkApplied(client, board, report)
    if (client.hash !== board.hash)
      report('diverged', `${client.name} ends with another board than the log's (${client.hash})`)
  }
  return violations
}

type Report = (kind: ViolationKind, message: string) => void

/** The log by itself: seqs without holes, each client's numbers 1, 2, 3 … */
function checkLog(log: readonly LoggedEntry[], report: Report): void {
  let expected = 1
  for (const { seq } of log) {
    if (seq > expected) report('lost', `the log has no entry ${expected}, but ${seq}`)
    if (seq < expected) report('reordered', `the log gives entry ${seq} where ${expected} should be`)
    expected = seq + 1
  }
  for (const [client, entries] of byClient(log)) {
    const seen = new Set<number>()
    let next = 1
    for (const { seq, n } of entries) {
      if (seen.has(n)) report('duplicated', `the log has n ${n} of ${client} again at ${seq}`)
      else if (n !== next) report('reordered', `the log has n ${n} of ${client} at ${seq}, before n ${next}`)
      seen.add(n)
      while (seen.has(next)) next++
    }
  }
}

/** Every entry of the log is one that its author submitted, with that content. */
function checkAuthors({ log, clients }: BoardHistory, report: Report): void {
  const submitted = new Map(clients.map((client) => [client.client, contentsByNumber(client.events)]))
  for (const { seq, client, n, content } of log) {
    const contents = submitted.get(client)?.get(n)
    if (!contents) report('unfounded', `nobody submitted entry ${seq} (n ${n} of ${client})`)
    else if (!contents.has(undefined) && !contents.has(content))
      report('altered', `entry ${seq} is not what ${client} submitted as n ${n}`)
  }
}

/** A number may stand for two contents only where a crash took the first one before it was stored. */
function contentsByNumber(events: readonly HistoryEvent[]): Map<number, Set<string | undefined>> {
  const contents = new Map<number, Set<string | undefined>>()
  for (const event of events) {
    if (event.type !== 'submitted') continue
    const known = contents.get(event.n) ?? new Set()
    contents.set(event.n, known.add(event.content))
  }
  return contents
}

/** What a client was told is stored is in the log, as it was when the client was told. */
function checkAcknowledged(
  { name, client, events }: ClientHistory,
  log: readonly LoggedEntry[],
  report: Report,
): void {
  const stored = new Map((byClient(log).get(client) ?? []).map((entry) => [entry.n, entry]))
  const waiting = new Map<number, string | undefined>()
  /** Numbers that a crash may have set free again: what was submitted under them may never have been stored. */
  const uncertain = new Set<number>()
  let acknowledged = 0
  let newest = 0
  for (const event of events) {
    if (event.type === 'submitted') {
      if (event.n <= acknowledged || (waiting.has(event.n) && !uncertain.has(event.n)))
        report('reordered', `${name} submitted n ${event.n} a second time`)
      waiting.set(event.n, event.content)
      uncertain.delete(event.n)
      newest = Math.max(newest, event.n)
    } else if (event.type === 'restarted') {
      for (const n of waiting.keys()) uncertain.add(n)
    } else if (event.type === 'acknowledged') {
      if (event.n > newest)
        report('unfounded', `${name} was told that n ${event.n} is stored, but submitted ${newest} at most`)
      acknowledged = Math.max(acknowledged, event.n)
      for (const [n, content] of waiting) {
        if (n > acknowledged) continue
        waiting.delete(n)
        const entry = stored.get(n)
        if (!entry) report('lost', `${name} was told that n ${n} is stored, and the log lacks it`)
        else if (content !== undefined && entry.content !== content)
          report('altered', `${name} was told that n ${n} is stored, and entry ${entry.seq} is another`)
      }
    }
  }
}

/** A client applies the log's entries in their order, each once, and none that the log does not have. */
function checkApplied(
  { name, events }: ClientHistory,
  { log, lostItsEnd = false }: BoardHistory,
  report: Report,
): void {
  const entries = new Map(log.map((entry) => [entry.seq, entry]))
  const newest = log.at(-1)?.seq ?? 0
  let start = 0
  let seq = 0
  const applied = new Set<number>()
  const startAt = (from: number) => {
    start = seq = from
    applied.clear()
  }
  for (const event of events) {
    if (event.type === 'restarted') startAt(0)
    else if (event.type === 'replaced') {
      if (event.seq > newest && !lostItsEnd)
        report('lost', `${name} had the board at ${event.seq}; the log ends at ${newest}`)
      startAt(event.seq)
    } else if (event.type === 'applied') {
      if (event.seq <= start || applied.has(event.seq))
        report('duplicated', `${name} applied entry ${event.seq} again, after ${seq}`)
      else if (event.seq !== seq + 1) report('reordered', `${name} applied ${event.seq} right after ${seq}`)
      seq = event.seq
      applied.add(seq)
      if (lostItsEnd) continue
      const entry = entries.get(seq)
      if (!entry) report('lost', `${name} applied entry ${seq}, and the log lacks it`)
      else if (entry.client !== event.client || entry.n !== event.n)
        report(
          'reordered',
          `${name} applied n ${event.n} of ${event.client} as ${seq}; the log has n ${entry.n} of ${entry.client}`,
        )
    }
  }
}

function byClient(log: readonly LoggedEntry[]): Map<string, LoggedEntry[]> {
  const groups = new Map<string, LoggedEntry[]>()
  for (const entry of log) {
    const group = groups.get(entry.client)
    if (group) group.push(entry)
    else groups.set(entry.client, [entry])
  }
  return groups
}
