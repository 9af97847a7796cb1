/**
 * What was rubbed out of a stroke: for each erasing (its key), the ranges that it took, as a flat list
 * from, to, from, to … in 1/256 of a point index. What is drawn is the ink minus the union of all ranges.
 */
export type Erased = Readonly<Record<string, readonly number[]>>

export const erasedUnit = 256
export const nothingErased: Erased = Object.freeze({})

/** How many erasings a stroke holds, and how many numbers all of them together: so that a deleted stroke can come back in one entry. */
export const maxErasings = 2_000
export const maxErasedNumbers = 20_000

/** The ranges that one erasing took; none where it is not there. */
export function erasedBy(erased: Erased, key: string): readonly number[] {
  return Object.hasOwn(erased, key) ? (erased[key] ?? []) : []
}

/** With this key's ranges replaced; an empty list forgets the key. Keys keep a canonical order so that equal boards have equal bytes. */
export function withErased(erased: Erased, key: string, ranges: readonly number[]): Erased {
  const rest = Object.entries(erased).filter(([other]) => other !== key)
  const all = ranges.length > 0 ? [...rest, [key, ranges] as const] : rest
  if (all.length === 0) return nothingErased
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/** The same ranges in order, those that overlap or touch as one. */
export function mergedRanges(ranges: readonly number[]): readonly number[] {
  const pairs: [number, number][] = []
  for (let i = 0; i + 1 < ranges.length; i += 2) pairs.push([ranges[i] ?? 0, ranges[i + 1] ?? 0])
  pairs.sort((a, b) => a[0] - b[0])
  const merged: number[] = []
  for (const [from, to] of pairs) {
    const last = merged.length - 1
    if (last > 0 && from <= (merged[last] ?? 0)) merged[last] = Math.max(merged[last] ?? 0, to)
    else merged.push(from, to)
  }
  return merged
}

/** Erasings are values: what is worked out of one holds for as long as it lives. */
const unions = new WeakMap<Erased, readonly number[]>()

/** All that was rubbed out, by whomever: ranges in order that do not touch. */
export function erasedRanges(erased: Erased): readonly number[] {
  let union = unions.get(erased)
  if (!union) {
    union = mergedRanges(Object.values(erased).flat())
    unions.set(erased, union)
  }
  return union
}

/** Whether every one of the ranges lies within what was rubbed out already. */
export function isErased(erased: Erased, ranges: readonly number[]): boolean {
  const union = erasedRanges(erased)
  for (let i = 0; i < ranges.length; i += 2) {
    const [from = 0, to = 0] = ranges.slice(i, i + 2)
    if (!union.some((start, j) => j % 2 === 0 && start <= from && to <= (union[j + 1] ?? 0))) return false
  }
  return true
}

/** Whether a stroke can hold these ranges under the key: less than it holds now it always can. */
export function hasRoomFor(erased: Erased, key: string, ranges: readonly number[]): boolean {
  const before = erasedBy(erased, key).length
  if (ranges.length <= before) return true
  const others = Object.values(erased).reduce((sum, list) => sum + list.length, -before)
  if (others + ranges.length > maxErasedNumbers) return false
  return before > 0 || Object.keys(erased).length < maxErasings
}

/** The runs that are still drawn, as [from, to] in point indices (fractions lie between two points). */
export function keptRuns(erased: Erased, points: number): readonly (readonly [number, number])[] {
  if (points === 0) return []
  const end = points - 1
  if (erased === nothingErased) return [[0, end]]
  const runs: [number, number][] = []
  let from = 0
  let open = true
  const union = erasedRanges(erased)
  for (let i = 0; i < union.length; i += 2) {
    const a = (union[i] ?? 0) / erasedUnit
    const b = (union[i + 1] ?? 0) / erasedUnit
    if (b < from) continue
    if (a > end) break
    if (a > from) runs.push([from, a])
    from = b
    open = from < end
  }
  if (open && from <= end) runs.push([from, end])
  return runs
}
