import type { BoardTarget } from './participant.ts'

/** A token for a board: one will do for any number of connections. */
export async function tokenFor({ url, boardId, key }: BoardTarget): Promise<string> {
  const answer = await fetch(`${url}/api/boards/${boardId}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, name: 'viewer' }),
  })
  if (!answer.ok) throw new Error(`no session: ${await answer.text()}`)
  return ((await answer.json()) as { token: string }).token
}
