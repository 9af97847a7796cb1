import { load, store } from './storage.ts'

export type ThemeName = 'light' | 'dark'

/** Light or dark: as the person chose here, else as the system says. */
class ThemeState {
  #system = $state<ThemeName>('light')
  #chosen = $state<ThemeName | undefined>()

  constructor() {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    this.#system = dark.matches ? 'dark' : 'light'
    dark.addEventListener('change', () => {
      this.#system = dark.matches ? 'dark' : 'light'
    })
    const stored = load('theme')
    if (stored === 'light' || stored === 'dark') this.#chosen = stored
  }

  get name(): ThemeName {
    return this.#chosen ?? this.#system
  }

  toggle(): void {
    this.#chosen = this.name === 'dark' ? 'light' : 'dark'
    store('theme', this.#chosen)
  }
}

export const theme = new ThemeState()
