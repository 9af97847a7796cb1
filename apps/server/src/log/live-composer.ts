import type { ComposedGroup } from '@drawbridge/protocol'
import { batchTime, Chains, composeGroup, decodeRecord } from '@drawbridge/protocol'
import type { EntryGroup } from './op-log.ts'
import { RecentBoards } from './recent-boards.ts'

/** What one instance knows of a board that others write to as well. */
interface OwnChains {
  readonly chains: Chains
  /** How far the log went after the last append. */
  head: number
}

/** The groups of an append, as a live batch will tell them once it is known where they stand. */
export interface ComposedAppend {
  readonly groups: readonly ComposedGroup[]
  /** The batch's time, in digits. */
  readonly time: string
  /** What the groups refer to is in the log as long as it goes at least as far as this. */
  readonly knownHead: number
  /** To be told once it is stored. @param counts how many entries of each group were stored */
  readonly stored: (head: number, counts: readonly number[]) => void
}

/**
 * Tells the entries of an append before it is known which seqs they get, for a log that publishes in the step in which it
 * stores. An instance refers only to entries that it stored itself, so it needs to see nothing of what the others store.
 */
export class LiveComposer {
  readonly #boards = new RecentBoards<OwnChains>(() => ({ chains: new Chains(), head: 0 }))

  compose(board: string, groups: readonly EntryGroup[]): ComposedAppend {
    const own = this.#boards.of(board)
    const time = timeOf(groups)
    const told = new Set<string>()
    const composed = groups.map(({ client, entries }) => {
      // Where the first of two groups of a client comes to stand, the second cannot know.
      if (told.has(client)) own.chains.forgetClient(client)
      told.add(client)
      return composeGroup(own.chains, entries, time)
    })
    return {
      groups: composed,
      time: batchTime(time),
      knownHead: own.head,
      stored: (head, counts) => {
        let seq = head - counts.reduce((sum, count) => sum + count, 0)
        composed.forEach(({ link }, i) => {
          const count = counts[i] ?? 0
          seq += count
          if (link && count > 0) own.chains.note(seq, link)
          else own.chains.forgetClient(groups[i]?.client ?? '')
        })
        own.head = head
      },
    }
  }

  /** What became of an append is not known, or the log may have gone back. */
  forget(board: string): void {
    this.#boards.forget(board)
  }

  forgetAll(): void {
    this.#boards.clear()
  }
}

function timeOf(groups: readonly EntryGroup[]): number {
  const [first] = groups[0]?.entries ?? []
  const record = first && decodeRecord(first)
  return record?.ok ? record.value.time : 0
}
