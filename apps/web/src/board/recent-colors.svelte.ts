import { load, store } from '../storage.ts'

const most = 5

function isColor(value: unknown): value is string {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/.test(value)
}

/** Colours beside the palette's that this person has used, the last first; remembered on this device. */
class RecentColors {
  #all = $state.raw<readonly string[]>([])

  constructor() {
    const stored = load('colors')
    if (Array.isArray(stored)) this.#all = stored.filter(isColor).slice(0, most)
  }

  get all(): readonly string[] {
    return this.#all
  }

  add(color: string): void {
    if (!isColor(color) || this.#all[0] === color) return
    this.#all = [color, ...this.#all.filter((other) => other !== color)].slice(0, most)
    store('colors', this.#all)
  }
}

export const recentColors = new RecentColors()
