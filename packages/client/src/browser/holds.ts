/** A name that this page holds; it ends with the page, however the page ends. */
export interface Hold {
  release(): void
}

/** Whether the browser can hold names for us: not on plain http of other hosts than this device. */
export const hasLocks = typeof navigator !== 'undefined' && 'locks' in navigator

/**
 * Holds a name that no page of this origin holds; undefined when one does.
 * @param patience how long to wait for it: a page that is being left lets go a moment later. Milliseconds
 */
export function hold(name: string, patience: number): Promise<Hold | undefined> {
  return new Promise((resolve, reject) => {
    const options = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true }
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) {
          resolve(undefined)
          return undefined
        }
        return new Promise<void>((release) => resolve({ release }))
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'TimeoutError') resolve(undefined)
        else reject(error)
      })
  })
}
