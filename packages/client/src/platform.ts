import { encodeBase64Url } from '@drawbridge/board'

/*
 * What the SDK needs of its surroundings beyond the language: the same in browsers and in Node. Declared here and only
 * here, so that nothing else of either can slip in.
 */
declare const setTimeout: (run: () => void, milliseconds: number) => TimerHandle
declare const clearTimeout: (timer: TimerHandle | undefined) => void
declare const fetch: (
  url: string,
  options?: {
    method?: string
    headers?: Record<string, string>
    body?: string | Uint8Array
    signal?: object
  },
) => Promise<HttpAnswer>
declare const AbortSignal: { timeout(milliseconds: number): object }
declare const crypto: {
  getRandomValues(bytes: Uint8Array): Uint8Array
  /** Browsers withhold it on plain http of other hosts than this device. */
  readonly subtle?: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> }
}
declare const performance: { now(): number }

declare const timer: unique symbol
export interface TimerHandle {
  readonly [timer]?: never
}

export interface HttpAnswer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  json(): Promise<unknown>
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
  /** Null where there is none. */
  readonly body: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
      cancel(): Promise<void>
    }
  } | null
}

/** Milliseconds, never going back. */
export function now(): number {
  return performance.now()
}

export function after(milliseconds: number, run: () => void): TimerHandle {
  return setTimeout(run, Math.max(0, milliseconds))
}

export function cancel(handle: TimerHandle | undefined): void {
  if (handle !== undefined) clearTimeout(handle)
}

/** A request that gives up after `deadline` milliseconds. */
export function request(
  url: string,
  options: {
    method?: string
    headers?: Record<string, string>
    body?: string | Uint8Array
    deadline: number
  },
): Promise<HttpAnswer> {
  const { deadline, ...rest } = options
  return fetch(url, { ...rest, signal: AbortSignal.timeout(deadline) })
}

export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** The SHA-256 hash, worked out beside this thread; undefined where that cannot be had. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  return crypto.subtle && new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** A secret that a client counts its entries under; see `clientIdOf`. */
export function randomClientKey(): string {
  return encodeBase64Url(randomBytes(24))
}
