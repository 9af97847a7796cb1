/**
 * What was rubbed out of a stroke: for each erasing (its key), the ranges that it took, as a flat list
 * from, to, from, to … in 1/256 of a point index. What is drawn is the ink minus the union of all ranges.
 */
export type Erased = Readonly<Record<string, readonly number[]>>

export const erasedUnit = 256
export const nothingErased: Erased = Object.freeze({})

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

/** Ranges sorted and overlaps merged. */
function union(erased: Erased): [number, number][] {
  const ranges: [number, number][] = []
  for (const list of Object.values(erased))
    for (let i = 0; i + 1 < list.length; i += 2) ranges.push([list[i] ?? 0, list[i + 1] ?? 0])
  ranges.sort((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const [from, to] of ranges) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** The runs that are still drawn, as [from, to] in point indices (fractions lie between two points). */
export function keptRuns(erased: Erased, points: number): readonly (readonly [number, number])[] {
  if (points === 0) return []
  const end = points - 1
  if (erased === nothingErased) return [[0, end]]
  const runs: [number, number][] = []
  let from = 0
  let open = true
  for (const [start, stop] of union(erased)) {
    const a = start / erasedUnit
    const b = stop / erasedUnit
    if (b < from) continue
    if (a > end) break
    if (a > from) runs.push([from, a])
    from = b
    open = from < end
  }
  if (open && from <= end) runs.push([from, end])
  return runs
}
