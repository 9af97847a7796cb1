/**
 * Does what is asked for soon, and not more often than once in a while: for what looks at the whole board, which may change
 * with every frame.
 * @param interval milliseconds between two times
 */
export function quietly(body: () => void, interval: number): { soon: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = undefined
        body()
      }, interval)
    },
    stop: () => clearTimeout(timer),
  }
}
