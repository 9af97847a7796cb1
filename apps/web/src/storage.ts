/** localStorage as JSON. Where it is full, forbidden or holds something else, the page works without. */
export function load(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`drawbridge.${name}`) ?? 'null')
  } catch {
    return null
  }
}

export function store(name: string, value: unknown): void {
  try {
    localStorage.setItem(`drawbridge.${name}`, JSON.stringify(value))
  } catch {
    // Remembering is a convenience: a private window may forbid it.
  }
}
