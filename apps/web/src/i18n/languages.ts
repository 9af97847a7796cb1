export const languages = ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar'] as const
export type Language = (typeof languages)[number]

/** Each in its own words, as whoever looks for it knows it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  zh: '中文',
  ja: '日本語',
  ar: 'العربية',
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** @param wanted BCP 47 tags as browsers give them, the most wanted first */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0]
    if (isLanguage(base)) return base
  }
  return 'en'
}
