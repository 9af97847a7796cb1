/**
 * Calls `step` with 1, 2 … `count`, each in a task of its own: input and frames have their turn in between.
 * Returns what ends it.
 */
export function inTurns(count: number, step: (n: number) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const goOn = (n: number) => {
    timer = n > count ? undefined : setTimeout(turn, 0, n)
  }
  const turn = (n: number) => {
    step(n)
    goOn(n + 1)
  }
  goOn(1)
  return () => clearTimeout(timer)
}
