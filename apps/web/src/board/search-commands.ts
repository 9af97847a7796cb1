/** What a search looks through. */
export interface Searchable {
  /** In the language of the page. */
  readonly label: string
  /** Other words for it: in English, and what it belongs to. */
  readonly others: readonly string[]
}

/** Letters alone: case and accents do not matter to whoever searches. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}

/** How well one text has the words in it, 0 when one is missing. A word at the start counts most. */
function score(text: string, words: readonly string[]): number {
  let sum = 0
  for (const word of words) {
    const at = text.indexOf(word)
    if (at < 0) return 0
    const startsWord = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
    sum += at === 0 ? 4 : startsWord ? 3 : 1
  }
  return sum
}

/** Those that have all words of the query, best first; those that are equally good stay in their order. */
export function search<T extends Searchable>(all: readonly T[], query: string): T[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...all]
  return all
    .map((one) => {
      const label = 2 * score(plain(one.label), words)
      const others = score(plain([one.label, ...one.others].join(' · ')), words)
      return { one, found: Math.max(label, others) }
    })
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found)
    .map(({ one }) => one)
}
