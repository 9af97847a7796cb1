import type { ClientHistory } from '@drawbridge/testkit'
import type { Pace } from './pace.ts'

/** People on one board. */
export interface Seats {
  readonly boardId: string
  readonly key: string
  readonly names: readonly string[]
}

/** What a crowd is asked, and what it answers. */
export interface CrowdQuestions {
  open: {
    readonly question: { readonly url: string; readonly seats: readonly Seats[] }
    readonly answer: null
  }
  /** Answered when `stop` was asked. */
  draw: { readonly question: { readonly perSecond: number; readonly seed: number }; readonly answer: Pace }
  stop: { readonly question: null; readonly answer: null }
  progress: { readonly question: null; readonly answer: CrowdProgress }
  report: { readonly question: null; readonly answer: CrowdReport }
  close: { readonly question: null; readonly answer: null }
}
export type QuestionName = keyof CrowdQuestions

export interface CrowdProgress {
  /** Entries that were submitted and not yet acknowledged. */
  readonly waiting: number
  /** Names of those who are not live. */
  readonly away: readonly string[]
  /** By board: how far the one is that lags most. */
  readonly seqs: Readonly<Record<string, number>>
}

export interface CrowdReport {
  readonly histories: Readonly<Record<string, readonly ClientHistory[]>>
  /** Each time that a client was without its server: from losing it to being live again. Milliseconds. */
  readonly gaps: readonly number[]
  /** From submitting an entry to hearing that it is stored. Milliseconds. */
  readonly acknowledgeDelays: readonly number[]
  readonly errors: readonly string[]
}

export interface Asked {
  readonly id: number
  readonly name: QuestionName
  readonly question: unknown
}

export type Answered =
  { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly error: string }
