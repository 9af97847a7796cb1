import type { Entry, Operation } from '@drawbridge/board'
import type { Motion, Quad } from './quads.ts'
import { motionBetween, quadAt } from './quads.ts'

/** The end of a stroke that is being drawn. */
export interface Tip {
  readonly id: string
  readonly grid: number
  /** Points of the stroke. */
  readonly length: number
  readonly last: Quad
  /** Undefined where it takes an entry to know it that was not seen. */
  readonly motion: Motion | undefined
}

/** What the next entry of the same client is told by: what this one was. */
export interface Link {
  readonly client: string
  readonly n: number
  /** Milliseconds since 1970. */
  readonly time: number
  /** Undefined when the entry is not just a stroke that begins or grows. */
  readonly tip: Tip | undefined
}

const resting: Motion = { x: 0, y: 0, time: 0 }

/** The link that an entry makes. It depends on the entry and on the one before it by the same client, and on nothing else. */
export function linkAfter(
  previous: Link | undefined,
  { client, n, time, operations }: Omit<Entry, 'seq'>,
): Link {
  const before = previous?.client === client && previous.n === n - 1 ? previous : undefined
  const [operation] = operations
  const tip = operation && operations.length === 1 ? tipAfter(before, n, operation) : undefined
  return { client, n, time, tip }
}

function tipAfter(before: Link | undefined, n: number, operation: Operation): Tip | undefined {
  if (operation.type === 'create' && operation.element.type === 'stroke') {
    const { id, ink } = operation.element
    if (ink.length === 0) return undefined
    const quads = ink.raw()
    return {
      id,
      grid: ink.grid,
      length: ink.length,
      last: quadAt(quads, ink.length - 1),
      motion: motionOf(quads, ink.length),
    }
  }
  if (operation.type !== 'extend' || operation.ink.length === 0) return undefined
  const { id, from, ink } = operation
  const quads = ink.raw()
  const grows = before?.tip?.id === id && before.tip.grid === ink.grid && before.tip.length === from
  const last = quadAt(quads, ink.length - 1)
  const isKnown = before !== undefined || n === 1 || ink.length > 1
  const motion =
    ink.length === 1 && grows && before?.tip
      ? motionBetween(before.tip.last, last)
      : isKnown
        ? motionOf(quads, ink.length)
        : undefined
  return { id, grid: ink.grid, length: from + ink.length, last, motion }
}

function motionOf(quads: Int32Array, length: number): Motion {
  return length < 2 ? resting : motionBetween(quadAt(quads, length - 2), quadAt(quads, length - 1))
}

/** How far back an entry can be that the next one of its client is told by. */
const reach = 1024

/**
 * The last link of everyone who submitted lately, and the seq of its entry. Whoever knows the same entries of a log has
 * the same links: so a live batch can name one by its seq, and say only what is new.
 */
export class Chains {
  readonly #bySeq = new Map<number, Link>()
  readonly #seqs = new Map<string, number>()

  /** The link that was noted last of this client, and where. */
  latest(client: string): { readonly seq: number; readonly link: Link } | undefined {
    const seq = this.#seqs.get(client)
    const link = seq === undefined ? undefined : this.#bySeq.get(seq)
    return seq === undefined || !link ? undefined : { seq, link }
  }

  /** The link of the entry at a seq, if it is the last one of its client. */
  at(seq: number): Link | undefined {
    return this.#bySeq.get(seq)
  }

  /** To be called for entries in the order of their seqs. */
  note(seq: number, link: Link): void {
    this.forgetClient(link.client)
    this.#bySeq.set(seq, link)
    this.#seqs.set(link.client, seq)
    for (const [old, { client }] of this.#bySeq) {
      if (old > seq - reach) break
      this.#bySeq.delete(old)
      this.#seqs.delete(client)
    }
  }

  forgetClient(client: string): void {
    const seq = this.#seqs.get(client)
    if (seq === undefined) return
    this.#seqs.delete(client)
    this.#bySeq.delete(seq)
  }

  clear(): void {
    this.#bySeq.clear()
    this.#seqs.clear()
  }
}
