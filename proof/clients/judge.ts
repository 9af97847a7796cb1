import type { CreatedBoard } from '@drawbridge/client'
import type { ClientHistory, LoggedEntry, Violation } from '@drawbridge/testkit'
import { checkHistory, until } from '@drawbridge/testkit'
import { contentOf } from './content.ts'
import type { RecordedClient } from './recorded-client.ts'

/** A board and everyone on it. */
export interface RecordedBoard {
  readonly created: CreatedBoard
  readonly clients: readonly RecordedClient[]
}

interface EntriesAnswer {
  readonly entries: readonly (Omit<LoggedEntry, 'content'> & { readonly operations: readonly object[] })[]
}

async function get<Answer>(url: string, token: string): Promise<Answer> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}

async function tokenOf(url: string, { id, keys }: CreatedBoard): Promise<string> {
  const answer = await fetch(`${url}/api/boards/${id}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: keys.viewer }),
  })
  return ((await answer.json()) as { token: string }).token
}

/** The whole log of a board over HTTP, as anybody can read it. */
export async function readLog(url: string, created: CreatedBoard): Promise<LoggedEntry[]> {
  const token = await tokenOf(url, created)
  const log: LoggedEntry[] = []
  for (;;) {
    const after = log.at(-1)?.seq ?? 0
    const address = `${url}/api/boards/${created.id}/entries?after=${after}&limit=1000`
    const { entries } = await get<EntriesAnswer>(address, token)
    if (entries.length === 0) return log
    for (const { seq, client, n, operations } of entries)
      log.push({ seq, client, n, content: contentOf(operations) })
  }
}

/** Where a board's log ends and the hash of the board that the server makes of it. */
export async function readDocument(
  url: string,
  created: CreatedBoard,
): Promise<{ readonly seq: number; readonly hash: string }> {
  return get(`${url}/api/boards/${created.id}/document`, await tokenOf(url, created))
}

/**
 * Waits until everyone has saved everything and shows what the log says, then says how long that took, in milliseconds.
 * Throws what stands against it after `deadline` milliseconds.
 */
export async function settled(
  url: string,
  boards: readonly RecordedBoard[],
  deadline = 60_000,
): Promise<number> {
  const began = performance.now()
  const clients = boards.flatMap((board) => board.clients)
  await until(
    () => clients.every(({ submitted, acknowledged }) => acknowledged >= submitted),
    () =>
      clients
        .filter(({ submitted, acknowledged }) => acknowledged < submitted)
        .map(
          ({ name, submitted, acknowledged, board }) =>
            `${name} has ${acknowledged} of ${submitted} acknowledged (${JSON.stringify(board.status)})`,
        )
        .join('; '),
    deadline,
  )
  for (const { created, clients: present } of boards) {
    const { seq } = await readDocument(url, created)
    await until(
      () => present.every(({ board }) => board.status.connection === 'live' && board.seq >= seq),
      () =>
        `all are live at ${seq}: ${present.map(({ board }) => `${board.status.connection} ${board.seq}`).join(', ')}`,
      Math.max(1000, deadline - (performance.now() - began)),
    )
  }
  return performance.now() - began
}

/** A board and the records of everyone on it. */
export interface BoardRecords {
  readonly created: CreatedBoard
  readonly clients: readonly ClientHistory[]
}

export function historiesOf({ created, clients }: RecordedBoard): BoardRecords {
  return { created, clients: clients.map((client) => client.history()) }
}

/**
 * Everything that is wrong with a run that has come to rest.
 * @param lostItsEnd whether the log was made to lose entries on the way
 */
export async function judge(
  url: string,
  boards: readonly BoardRecords[],
  lostItsEnd = false,
): Promise<Violation[]> {
  const violations: Violation[] = []
  for (const { created, clients } of boards) {
    const log = await readLog(url, created)
    const { hash } = await readDocument(url, created)
    violations.push(...checkHistory({ log, hash, clients, lostItsEnd }))
  }
  return violations
}
