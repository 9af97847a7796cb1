import type { ErrorCode } from '@drawbridge/client'
import { IntlMessageFormat } from 'intl-messageformat'
import { createSubscriber } from 'svelte/reactivity'
import { load, store } from '../storage.ts'
import type { Values } from './catalogue.ts'
import { englishCatalogue, loadCatalogue } from './catalogue.ts'
import type { MessageKey } from './english.ts'
import type { Language } from './languages.ts'
import { directionOf, isLanguage, preferredLanguage } from './languages.ts'

let catalogue = englishCatalogue
let wanted: Language = 'en'
let changed = () => {}
const follow = createSubscriber((update) => {
  changed = update
  return () => {
    changed = () => {}
  }
})

async function use(next: Language): Promise<void> {
  wanted = next
  const loaded = await loadCatalogue(next)
  // Another one may have been chosen meanwhile.
  if (wanted !== next) return
  catalogue = loaded
  changed()
}

/** The language of the page; components that read it follow it. */
export const language = {
  get current(): Language {
    follow()
    return catalogue.language
  },

  get direction(): 'ltr' | 'rtl' {
    return directionOf(this.current)
  },

  /** As chosen here before, else as the browser says. English, which needs no file, where its files cannot be had. */
  async start(): Promise<void> {
    const stored = load('language')
    await use(isLanguage(stored) ? stored : preferredLanguage(navigator.languages)).catch(() => undefined)
  },

  /** Has the browser load what it formats numbers and plurals with: the first to need it would wait for three frames. */
  prepareFormats(): void {
    new IntlMessageFormat('{n, number}{n, plural, other {}}', catalogue.language).format({ n: 1 })
  },

  /** Rejects when its files cannot be had; the language then stays what it is. */
  async choose(next: Language): Promise<void> {
    await use(next)
    store('language', next)
  },
}

/** The message in the language of the page; components that call it follow the language. */
export function t(key: MessageKey, values?: Values): string {
  follow()
  return catalogue.text(key, values)
}

/** Anything that came with the error's code, or what the server said where the page has no words of its own. */
export function errorText({ code, message }: { readonly code: ErrorCode; readonly message: string }): string {
  follow()
  const key = `errors.${code}`
  return catalogue.has(key) ? catalogue.text(key) : message
}
