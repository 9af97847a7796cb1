import { IntlMessageFormat } from 'intl-messageformat'
import { english } from './english.ts'
import type { Language } from './languages.ts'

/** Messages in ICU syntax, by area and by key within it. */
export type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>
export type Values = Readonly<Record<string, string | number>>

/** What has a meaning in ICU syntax. */
const syntax = /[{}<>'#|]/

/** What the page says in one language. */
export class Catalogue {
  readonly language: Language
  readonly #messages: Messages
  readonly #formats = new Map<string, IntlMessageFormat>()

  constructor(language: Language, messages: Messages) {
    this.language = language
    this.#messages = messages
  }

  has(key: string): boolean {
    return this.#message(key) !== undefined
  }

  /** @param key `area.key`; one that is not there is shown itself, so that it is noticed */
  text(key: string, values?: Values): string {
    let format = this.#formats.get(key)
    if (!format) {
      const message = this.#message(key)
      if (message === undefined) return key
      // Most are no more than their words, and the first format of a page takes a browser two frames.
      if (!syntax.test(message)) return message
      format = new IntlMessageFormat(message, this.language)
      this.#formats.set(key, format)
    }
    return format.format(values) as string
  }

  #message(key: string): string | undefined {
    const dot = key.indexOf('.')
    return this.#messages[key.slice(0, dot)]?.[key.slice(dot + 1)]
  }
}

export const englishCatalogue = new Catalogue('en', english)

const files = import.meta.glob<Readonly<Record<string, string>>>(
  ['./messages/*/*.json', '!./messages/en/*.json'],
  { import: 'default' },
)

/** Rejects when the files cannot be had. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === 'en') return englishCatalogue
  const areas = Object.keys(english).map(async (area) => {
    return [area, (await files[`./messages/${language}/${area}.json`]?.()) ?? {}] as const
  })
  return new Catalogue(language, Object.fromEntries(await Promise.all(areas)))
}
