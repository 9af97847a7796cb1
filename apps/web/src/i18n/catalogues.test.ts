import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { Catalogue, loadCatalogue } from './catalogue.ts'
import { english } from './english.ts'
import type { Language } from './languages.ts'
import { languages, preferredLanguage } from './languages.ts'

type Tree = ReturnType<IntlMessageFormat['getAst']>

const files = import.meta.glob<Readonly<Record<string, string>>>('./messages/*/*.json', {
  eager: true,
  import: 'default',
})
const areas = Object.entries(english)

function messagesOf(language: Language, area: string): Readonly<Record<string, string>> {
  return files[`./messages/${language}/${area}.json`] ?? {}
}

/** The arguments that a message needs, wherever in it they stand. */
function argumentsOf(message: string, language: Language): string[] {
  const names = new Set<string>()
  const walk = (tree: Tree) => {
    for (const part of tree) {
      const isArgument = 'value' in part && part.type !== literal && part.type !== tag
      if (isArgument) names.add(part.value)
      if ('options' in part) for (const option of Object.values(part.options)) walk(option.value)
      if ('children' in part) walk(part.children)
    }
  }
  walk(new IntlMessageFormat(message, language).getAst())
  return [...names].sort()
}
const literal = 0
const tag = 8

test('every file is an area of a language that there is', () => {
  const known = languages.flatMap((language) => areas.map(([area]) => `./messages/${language}/${area}.json`))
  expect(Object.keys(files).sort()).toEqual(known.sort())
})

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  test.each(areas)('%s has every message, and none that English has not', (area, messages) => {
    expect(Object.keys(messagesOf(language, area)).sort()).toEqual(Object.keys(messages).sort())
  })

  test.each(areas)('%s takes the arguments that English takes', (area, messages) => {
    for (const [key, message] of Object.entries<string>(messages))
      expect([key, ...argumentsOf(messagesOf(language, area)[key] ?? '', language)]).toEqual([
        key,
        ...argumentsOf(message, 'en'),
      ])
  })
})

test('plurals follow the rules of the language', async () => {
  const arabic = await loadCatalogue('ar')
  const said = [1, 2, 3, 11, 100].map((waiting) => arabic.text('board.status.waiting', { waiting }))
  expect(new Set(said).size).toBe(5)
})

test('a message that is missing shows its key', async () => {
  expect((await loadCatalogue('en')).text('board.nothing')).toBe('board.nothing')
})

test.each([
  [['de-AT', 'en'], 'de'],
  [['nl', 'fr-CA'], 'fr'],
  [['zh-Hant-TW'], 'zh'],
  [['nl'], 'en'],
  [[], 'en'],
])('who wants %j reads %s', (wanted, language) => {
  expect(preferredLanguage(wanted)).toBe(language)
})

test.each(languages)('%s says what its messages mean in ICU syntax', (language) => {
  for (const [area] of areas) {
    const messages = messagesOf(language, area)
    const catalogue = new Catalogue(language, { [area]: messages })
    for (const [key, message] of Object.entries(messages))
      if (argumentsOf(message, language).length === 0)
        expect(catalogue.text(`${area}.${key}`)).toBe(new IntlMessageFormat(message, language).format())
  }
})
