import { actions } from '@drawbridge/editor'
import { expect, test } from 'vitest'
import { ariaKey, keyParts } from '../ui/key-names.ts'
import { pageActions } from './page-actions.ts'
import { search } from './search-commands.ts'

test('no key means one thing to the editor and another to the page', () => {
  const editorKeys = new Set(actions.flatMap(({ keys }) => keys))
  const names = [...actions, ...pageActions].map(({ name }) => name)
  const pageKeys = pageActions.flatMap(({ keys }) => keys)
  expect(pageKeys.filter((key) => editorKeys.has(key))).toEqual([])
  expect(new Set(pageKeys).size).toBe(pageKeys.length)
  expect(new Set(names).size).toBe(names.length)
})

test.each([
  ['ctrl+shift+z', false, ['a11y.key.ctrl', 'a11y.key.shift', 'Z'], 'Control+Shift+Z'],
  ['ctrl+shift+z', true, ['⌘', '⇧', 'Z'], 'Meta+Shift+Z'],
  ['shift+arrowleft', false, ['a11y.key.shift', '←'], 'Shift+ArrowLeft'],
  ['ctrl+plus', false, ['a11y.key.ctrl', '+'], 'Control+Plus'],
  ['shift+f10', true, ['⇧', 'F10'], 'Shift+F10'],
  ['?', false, ['?'], '?'],
])('%s reads right on a Mac: %s', (notation, isMac, parts, aria) => {
  expect(keyParts(notation, isMac).map((part) => ('sign' in part ? part.sign : part.word))).toEqual(parts)
  expect(ariaKey(notation, isMac)).toBe(aria)
})

const offered = [
  { label: 'Vergrößern', others: ['Zoom in', 'Ansicht'] },
  { label: 'Verkleinern', others: ['Zoom out', 'Ansicht'] },
  { label: 'Ellipse', others: ['Ellipse', 'Werkzeuge'] },
  { label: 'Zoom', others: ['Zoom', 'Ansicht'] },
]

test.each([
  ['', ['Vergrößern', 'Verkleinern', 'Ellipse', 'Zoom']],
  ['ver', ['Vergrößern', 'Verkleinern']],
  ['zoom', ['Zoom', 'Vergrößern', 'Verkleinern']],
  ['out', ['Verkleinern']],
  ['grossern', []],
  ['ELLIPSE', ['Ellipse']],
  ['ansicht out', ['Verkleinern']],
])('a search for "%s" finds %j', (query, labels) => {
  expect(search(offered, query).map(({ label }) => label)).toEqual(labels)
})
