import { untrack } from 'svelte'

/**
 * Follows a value at once where it has rested, and else once in so many milliseconds: what changes with every frame would
 * have the browser lay out and paint words that nobody can read. For components while they are made.
 */
export function atMostEvery<T>(milliseconds: number, read: () => T): { readonly current: T } {
  let shown = $state.raw(untrack(read))
  let shownAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  function show() {
    timer = undefined
    shownAt = performance.now()
    shown = untrack(read)
  }

  $effect(() => {
    if (read() === untrack(() => shown)) return
    const wait = shownAt + milliseconds - performance.now()
    if (wait <= 0) show()
    else timer ??= setTimeout(show, wait)
  })
  $effect(() => () => clearTimeout(timer))

  return {
    get current() {
      return shown
    },
  }
}
