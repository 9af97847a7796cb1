import { load, store } from './storage.ts'

export type ThemeName = 'light' | 'dark'
export type ThemeChoice = ThemeName | 'system'

/** Light or dark: as the person chose here, else as the system says. */
class ThemeState {
  #system = $state<ThemeName>('light')
  #choice = $state<ThemeChoice>('system')

  constructor() {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    this.#system = dark.matches ? 'dark' : 'light'
    dark.addEventListener('change', () => {
      this.#system = dark.matches ? 'dark' : 'light'
    })
    const stored = load('theme')
    if (stored === 'light' || stored === 'dark') this.#choice = stored
  }

  get name(): ThemeName {
    return this.#choice === 'system' ? this.#system : this.#choice
  }

  get choice(): ThemeChoice {
    return this.#choice
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice
    store('theme', choice)
  }

  toggle(): void {
    this.choose(this.name === 'dark' ? 'light' : 'dark')
  }
}

export const theme = new ThemeState()
