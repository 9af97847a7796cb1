import type { Role } from '@drawbridge/protocol'
import { DrawbridgeError, isErrorCode } from '@drawbridge/protocol'
import type { Upload } from './files/file-storage.ts'
import { GatheredBytes } from './gathered-bytes.ts'
import type { HttpAnswer } from './platform.ts'
import { after, cancel, now, request } from './platform.ts'

const deadline = 10_000
/** Of a file's way, over a slow line. */
const fileDeadline = 120_000
/** Milliseconds after which others have their turn. */
const longestStretch = 8
/** How much longer a snapshot is than its compressed bytes, at most as a rule: ink hardly gets shorter. */
const usualExpansion = 1.5
/** Whatever an answer says of its length, no more room than this is made before its bytes have come. */
const mostExpected = 256 * 1024 * 1024

/** A new board: the keys are given this once. */
export interface CreatedBoard {
  readonly id: string
  readonly title: string
  readonly keys: Readonly<Record<Role, string>>
  readonly links: Readonly<Record<Role, string>>
}

export interface Session {
  readonly token: string
  readonly role: Role
  /** Of the board. */
  readonly title: string
  /** Milliseconds since 1970, by the server's clock. */
  readonly expiresAt: number
}

async function call(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array },
  within = deadline,
): Promise<HttpAnswer> {
  let answer: HttpAnswer
  try {
    answer = await request(url, { ...options, deadline: within })
  } catch (cause) {
    throw new DrawbridgeError('UNREACHABLE', undefined, { cause })
  }
  if (answer.ok) return answer
  throw errorFrom(answer.status, await answer.text().catch(() => ''))
}

/** What an answer that is a refusal says. @param text its body */
export function errorFrom(status: number, text: string): DrawbridgeError {
  const { code, message, retryAfter } = refusalIn(text)
  return new DrawbridgeError(
    isErrorCode(code) ? code : status >= 500 ? 'UNREACHABLE' : 'BAD_REQUEST',
    typeof message === 'string' ? message : undefined,
    typeof retryAfter === 'number' ? { retryAfter } : undefined,
  )
}

/** A proxy in between may answer with something that is not ours. */
function refusalIn(text: string): { code?: unknown; message?: unknown; retryAfter?: unknown } {
  try {
    const body = JSON.parse(text) as { error?: object } | null
    return body?.error ?? {}
  } catch {
    return {}
  }
}

const json = { 'content-type': 'application/json' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** Makes a board. @param made.url the server's address, like `http://localhost:3000` */
export async function createBoard(made: { url: string; title?: string }): Promise<CreatedBoard> {
  const body = JSON.stringify(made.title === undefined ? {} : { title: made.title })
  const answer = await call(`${made.url}/api/boards`, { method: 'POST', headers: json, body })
  return (await answer.json()) as CreatedBoard
}

export async function openSession(
  url: string,
  boardId: string,
  key: string,
  name: string | undefined,
): Promise<Session> {
  const body = JSON.stringify(name === undefined ? { key } : { key, name })
  const address = `${url}/api/boards/${encodeURIComponent(boardId)}/session`
  return (await (await call(address, { method: 'POST', headers: json, body })).json()) as Session
}

/**
 * The snapshot at a seq.
 * @param arrives called with all of it that has come so far, whenever more has
 */
export async function fetchSnapshot(
  url: string,
  boardId: string,
  token: string,
  seq: number,
  arrives: (bytes: Uint8Array) => void,
): Promise<Uint8Array> {
  const address = `${url}/api/boards/${boardId}/snapshot/${seq}`
  const answer = await call(address, { headers: bearer(token) }, fileDeadline)
  if (!answer.body) throw new DrawbridgeError('UNREACHABLE')
  const reader = answer.body.getReader()
  const gathered = new GatheredBytes(expectedLength(answer))
  let since = now()
  for (;;) {
    const { done, value } = await withinDeadline(reader)
    if (done) return gathered.bytes
    if (!value) continue
    gathered.add(value)
    arrives(gathered.bytes)
    // Pieces that are there already come without a task in between.
    if (now() - since < longestStretch) continue
    await new Promise<void>((resolve) => after(0, resolve))
    since = now()
  }
}

/** About how many bytes will come of it; 0 where it does not say. */
function expectedLength({ headers }: HttpAnswer): number {
  const length = Number(headers.get('content-length') ?? 0)
  const isCompressed = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  return length > 0 ? Math.min(mostExpected, isCompressed ? length * usualExpansion : length) : 0
}

type BodyReader = ReturnType<NonNullable<HttpAnswer['body']>['getReader']>

/** The next piece of a body; a line on which none comes is taken for broken. */
async function withinDeadline(reader: BodyReader): ReturnType<BodyReader['read']> {
  let isLate = false
  const timer = after(deadline, () => {
    isLate = true
    // Ends the read that waits.
    void reader.cancel()
  })
  const piece = await reader.read().finally(() => cancel(timer))
  if (isLate) throw new DrawbridgeError('UNREACHABLE')
  return piece
}

/** The bytes at an address. */
export async function fetchBytes(url: string, token: string): Promise<Uint8Array> {
  const answer = await call(url, { headers: bearer(token) }, fileDeadline)
  return new Uint8Array(await answer.arrayBuffer())
}

/** Sends bytes where there is nothing that would tell how far it is. */
export const sendBytes: Upload = async (url, headers, bytes) => {
  try {
    const answer = await request(url, {
      method: 'PUT',
      headers: { ...headers },
      body: bytes,
      deadline: fileDeadline,
    })
    return { status: answer.status, text: await answer.text() }
  } catch (cause) {
    throw new DrawbridgeError('UNREACHABLE', undefined, { cause })
  }
}
