import { describe, expect, test } from 'vitest'
import type {
  BoardHistory,
  ClientHistory,
  HistoryEvent,
  LoggedEntry,
  ViolationKind,
} from './history-checker.ts'
import { checkHistory } from './history-checker.ts'

const submitted = (n: number, content = `${n}`): HistoryEvent => ({ type: 'submitted', n, content })
const acknowledged = (n: number): HistoryEvent => ({ type: 'acknowledged', n })
const applied = (seq: number, client: string, n: number): HistoryEvent => ({
  type: 'applied',
  seq,
  client,
  n,
})
const replaced = (seq: number): HistoryEvent => ({ type: 'replaced', seq })
const restarted: HistoryEvent = { type: 'restarted' }
const logged = (seq: number, client: string, n: number, content = `${n}`): LoggedEntry => ({
  seq,
  client,
  n,
  content,
})

const hash = 'the same'
const history = (client: string, ...events: HistoryEvent[]): ClientHistory => ({
  name: client,
  client,
  events,
  hash,
})

/** A log in which a's 1 and 2 have b's 1 between them. */
const log = [logged(1, 'a', 1), logged(2, 'b', 1), logged(3, 'a', 2)]
const all = log.map(({ seq, client, n }) => applied(seq, client, n))
const a = history('a', submitted(1), submitted(2), acknowledged(1), ...all, acknowledged(2))
const b = history('b', submitted(1), ...all, acknowledged(1))
const right: BoardHistory = { log, hash, clients: [a, b] }

const kinds = (board: BoardHistory): ViolationKind[] => checkHistory(board).map(({ kind }) => kind)
const withClient = (client: ClientHistory, board = right): BoardHistory => ({
  ...board,
  clients: board.clients.map((one) => (one.client === client.client ? client : one)),
})
const withLog = (...entries: LoggedEntry[]): BoardHistory => ({ ...right, log: entries })
/** Somebody who only watches. */
const watching = (...events: HistoryEvent[]): BoardHistory => ({
  ...right,
  clients: [...right.clients, history('c', ...events)],
})

describe('finds nothing wrong with', () => {
  const fine = (name: string, board: BoardHistory) =>
    test(name, () => {
      expect(checkHistory(board)).toEqual([])
    })

  fine('an empty board', { log: [], hash, clients: [history('a')] })
  fine('a plain run', right)
  fine('entries of which the author has not heard that they are stored', {
    ...right,
    clients: [history('a', submitted(1), submitted(2), ...all), b],
  })
  fine('a resend: acknowledged twice, and from the log before the answer', {
    ...right,
    clients: [history('a', submitted(1), submitted(2), ...all, acknowledged(2), acknowledged(1)), b],
  })
  fine('a snapshot in place of entries', watching(applied(1, 'a', 1), replaced(2), applied(3, 'a', 2)))
  fine('a board that was begun anew', watching(...all, replaced(0), ...all))
  fine('content that is not known', {
    ...right,
    clients: [history('a', { type: 'submitted', n: 1 }, submitted(2), acknowledged(2), ...all), b],
  })
  fine('a crash after which what was stored is sent again', {
    ...right,
    clients: [history('a', submitted(1), submitted(2), restarted, acknowledged(2), ...all), b],
  })
  fine('a crash that took what was not acknowledged, and its number with it', {
    ...right,
    clients: [
      history(
        'a',
        submitted(1),
        submitted(2, 'gone'),
        acknowledged(1),
        restarted,
        ...all.slice(0, 2),
        submitted(2),
      ),
      b,
    ],
  })
})

describe('finds', () => {
  const wrong = (name: string, board: BoardHistory, ...expected: ViolationKind[]) =>
    test(`${expected.join(', ')}: ${name}`, () => {
      expect(kinds(board)).toEqual(expected)
    })

  const neither = {
    ...right,
    clients: [history('a', submitted(1), submitted(2), acknowledged(2)), history('b', submitted(1))],
  }
  wrong('the last entry, acknowledged, is not in the log', { ...neither, log: log.slice(0, 2) }, 'lost')
  wrong(
    'an entry from the middle is not in the log',
    { ...neither, log: [logged(1, 'b', 1)] },
    'lost',
    'lost',
  )
  wrong(
    'acknowledged after a crash, and not in the log',
    {
      ...neither,
      log: log.slice(0, 2),
      clients: [
        history('a', submitted(1), submitted(2), restarted, acknowledged(2)),
        history('b', submitted(1)),
      ],
    },
    'lost',
  )
  wrong('the log has a hole', { ...neither, log: [logged(1, 'a', 1), logged(3, 'a', 2)] }, 'lost')
  wrong('someone saw an entry that the log has no more', watching(...all, applied(4, 'b', 2)), 'lost')
  wrong('someone had a board from beyond the log', watching(replaced(9)), 'lost')

  wrong(
    'an entry is twice in the log',
    {
      ...neither,
      log: [...log, logged(4, 'a', 2)],
    },
    'duplicated',
  )
  wrong('an entry was applied twice', watching(...all, applied(3, 'a', 2)), 'duplicated')
  wrong(
    'an entry that the snapshot has was applied again',
    watching(replaced(2), applied(2, 'b', 1), applied(3, 'a', 2)),
    'duplicated',
  )

  wrong(
    "a client's entries changed places in the log",
    {
      ...neither,
      log: [logged(1, 'a', 2), logged(2, 'b', 1), logged(3, 'a', 1)],
    },
    'reordered',
  )
  wrong(
    'an entry was let past one that never came',
    {
      ...neither,
      log: [logged(1, 'b', 1), logged(2, 'a', 2)],
      clients: [history('a', submitted(1), submitted(2)), history('b', submitted(1))],
    },
    'reordered',
  )
  wrong(
    'the log is not in the order of its seqs',
    { ...neither, log: [log[1], log[0], log[2]] as LoggedEntry[] },
    'lost',
    'reordered',
    'lost',
  )
  wrong('a client passed over an entry', watching(applied(1, 'a', 1), applied(3, 'a', 2)), 'reordered')
  wrong(
    'a client applied entries backwards',
    watching(applied(2, 'b', 1), applied(1, 'a', 1)),
    'reordered',
    'reordered',
  )
  wrong(
    'a client applied another entry than the log has',
    watching(applied(1, 'a', 1), applied(2, 'a', 2)),
    'reordered',
  )
  wrong(
    'a client used a number a second time',
    withClient(history('a', submitted(1), submitted(2), submitted(2), ...all)),
    'reordered',
  )
  wrong(
    'a client used a number again that was stored, after a crash',
    withClient(history('a', submitted(1), submitted(2), acknowledged(2), restarted, submitted(2))),
    'reordered',
  )

  wrong(
    'an entry says something else than was submitted',
    withLog(logged(1, 'a', 1, 'other'), ...log.slice(1)),
    'altered',
    'altered',
  )
  wrong(
    'after a crash a number stands for something else than the log has',
    withClient(history('a', submitted(1), submitted(2), restarted, submitted(2, 'new'), acknowledged(2))),
    'altered',
  )

  wrong('an entry that nobody submitted', withClient(history('b', ...all)), 'unfounded')
  wrong('an entry of somebody unknown', { ...right, clients: [a] }, 'unfounded')
  wrong(
    'an acknowledgement of what was not submitted',
    withClient(history('b', submitted(1), acknowledged(2))),
    'unfounded',
  )

  wrong('a board that is another at the end', withClient({ ...b, hash: 'another' }), 'diverged')
  wrong('a server that makes another board of the log', { ...right, hash: 'another' }, 'diverged', 'diverged')
})

test('says who and what', () => {
  const [violation] = checkHistory({ ...right, clients: [a, { ...b, hash: 'another' }] })
  expect(violation?.message).toContain('b ends with another board')
})
