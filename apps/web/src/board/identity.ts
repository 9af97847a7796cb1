import { load, store } from '../storage.ts'
import { t } from '../i18n/i18n.ts'

/** How this person appears to others: remembered on this device. */
export interface Identity {
  readonly name: string
  /** `#rrggbb` */
  readonly color: string
}

/** Well apart from one another, and readable under white or black text. */
export const peerColors = [
  '#d92d20',
  '#b54708',
  '#7a5d00',
  '#16803c',
  '#0e7490',
  '#1c64d8',
  '#6938ef',
  '#c11574',
] as const

export const maxNameLength = 40

export function loadIdentity(): Identity {
  const stored = load('identity') as Partial<Identity> | null
  const color = peerColors.find((known) => known === stored?.color)
  const drawn = peerColors[(crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % peerColors.length]
  const name = typeof stored?.name === 'string' ? stored.name.slice(0, maxNameLength) : ''
  const identity = { name: name || t('presence.guest'), color: color ?? drawn ?? peerColors[0] }
  store('identity', identity)
  return identity
}

export function storeIdentity(identity: Identity): void {
  store('identity', identity)
}

/** One or two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '?'
}
