/** Does this for each of them, so many side by side. Rejects with the first error. */
export async function atOnce<T>(
  count: number,
  all: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) await work(all[at] as T)
  }
  await Promise.all(Array.from({ length: Math.min(count, all.length) }, worker))
}
