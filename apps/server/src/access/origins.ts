import type { IncomingHttpHeaders } from 'node:http'
import type { AllowedOrigins } from '../config.ts'

/**
 * Whether a page of this origin may talk to us. Programs that are no browser send no origin: what they may do is decided
 * by their key alone, and nothing here rests on cookies.
 * @param host as the browser knows us, with the port
 */
export function isOriginAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: AllowedOrigins,
): boolean {
  if (origin === undefined || allowed === 'any') return true
  const url = URL.parse(origin)
  if (!url) return false
  if (url.host === host) return true
  return allowed !== 'same' && allowed.includes(url.origin)
}

/** The host that the browser asked for: a proxy in front may have put its own in place of it. */
export function askedHost(headers: IncomingHttpHeaders, behindProxy: boolean): string | undefined {
  const forwarded = headers['x-forwarded-host']
  if (behindProxy && typeof forwarded === 'string') return forwarded.split(',')[0]?.trim()
  return headers.host
}
