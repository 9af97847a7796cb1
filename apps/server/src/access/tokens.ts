import type { Role } from '@drawbridge/protocol'
import { roles } from '@drawbridge/protocol'
import { createSigner, createVerifier } from 'fast-jwt'

/** What the bearer of a token may do. */
export interface Access {
  readonly board: string
  readonly role: Role
  /** What the others see; may be empty. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * Signed, short-lived proof of access. Verified synchronously and without the log: a namespace's middleware must not
 * wait, and a connection must cost nothing before it is known to be allowed.
 */
export class Tokens {
  readonly #lifetimeMs: number
  readonly #sign: (claims: object) => string
  readonly #verify: (token: string) => unknown

  /** @param secret shared by all instances */
  constructor(secret: string, lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs
    this.#sign = createSigner({ key: secret, algorithm: 'HS256' })
    this.#verify = createVerifier({ key: secret, algorithms: ['HS256'], requiredClaims: ['exp'] })
  }

  issue(board: string, role: Role, name: string): { token: string; expiresAt: number } {
    const exp = Math.floor((Date.now() + this.#lifetimeMs) / 1000)
    return { token: this.#sign({ board, role, name, exp }), expiresAt: exp * 1000 }
  }

  /** Undefined for a token that is forged, malformed or out of date. */
  verify(token: string): Access | undefined {
    let claims
    try {
      claims = this.#verify(token) as Record<string, unknown>
    } catch {
      // The library's only way to say no.
      return undefined
    }
    const { board, name, exp } = claims
    const role = roles.find((known) => known === claims['role'])
    if (typeof board !== 'string' || !role || typeof exp !== 'number') return undefined
    return { board, role, name: typeof name === 'string' ? name : '', expiresAt: exp * 1000 }
  }
}
