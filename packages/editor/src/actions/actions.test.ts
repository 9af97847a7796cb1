import { elementId, image } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import type { Editor } from '../editor.ts'
import { notations } from '../keys.ts'
import { noModifiers } from '../input.ts'
import { Desk } from '../testing/desk.ts'
import { square, words } from '../testing/elements.ts'
import { isAvailable } from './action.ts'
import { actions } from './actions.ts'

const elements = [square(1, 0, 0), square(2, 100, 0), words(3, 200, 0)]

const picture = image({
  id: elementId(new Uint8Array(16).fill(9)),
  index: 'a9',
  file: 'A'.repeat(43),
  box: { minX: 0, minY: 0, maxX: 80, maxY: 80 },
  cropWidth: 0.5,
})

function desk(prepare: (desk: Desk) => void = () => {}, board = elements): Desk {
  const made = new Desk(board)
  prepare(made)
  return made
}

/** Where a key could mean different things. */
const situations: Readonly<Record<string, () => Desk>> = {
  'an empty board': () => desk(() => {}, []),
  'nothing selected': () => desk(),
  'a shape selected': () => desk(({ editor }) => editor.select([elements[0]?.id ?? ''])),
  'a text selected': () => desk(({ editor }) => editor.select([elements[2]?.id ?? ''])),
  'a picture selected': () => desk(({ editor }) => editor.select([picture.id]), [picture]),
  'a picture open': () => desk(({ editor }) => editor.crop(picture.id), [picture]),
  'everything selected': () => desk(({ editor }) => editor.selectAll()),
  'a reader': () => desk((made) => (made.readOnly = true)),
  'the hand at work': () =>
    desk((made) => {
      made.editor.setTool('pen')
      made.down(0, 0)
    }),
}

function availableNow(editor: Editor): typeof actions {
  return actions.filter((action) => isAvailable(action, editor))
}

test('names are given once', () => {
  expect(new Set(actions.map(({ name }) => name)).size).toBe(actions.length)
})

test('keys are written as they are read', () => {
  for (const { name, keys } of actions)
    for (const key of keys) expect(key, name).toMatch(/^(ctrl\+)?(alt\+)?(shift\+)?([^+A-Z\s]+)$/)
})

describe.each(Object.keys(situations))('with %s', (situation) => {
  test('no key means two things', () => {
    const { editor } = situations[situation]?.() ?? desk()
    const owners = new Map<string, string>()
    for (const { name, keys } of availableNow(editor))
      for (const key of keys) {
        expect(owners.get(key), `${key} is also the key of ${name}`).toBeUndefined()
        owners.set(key, name)
      }
  })

  test('every action that is available runs', () => {
    for (const { name } of actions) {
      const { editor } = situations[situation]?.() ?? desk()
      expect(() => editor.run(name)).not.toThrow()
    }
  })
})

test('a reader can do nothing that edits', () => {
  const made = desk((made) => (made.readOnly = true))
  for (const { name } of actions) made.editor.run(name)
  expect(made.entries).toEqual([])
})

test('an action that there is not is told apart from one that is not available', () => {
  const { editor } = desk()
  expect(() => editor.run('actions.nothing')).toThrow(RangeError)
  editor.run('actions.delete')
  expect(editor.board.elements).toHaveLength(3)
})

test.each([
  ['z', {}, ['z']],
  ['Z', { ctrl: true, shift: true }, ['ctrl+shift+z']],
  ['?', { shift: true }, ['shift+?', '?']],
  ['!', { shift: true, code: 'Digit1' }, ['shift+!', '!', 'shift+1']],
  ['+', { ctrl: true, shift: true }, ['ctrl+shift+plus', 'ctrl+plus']],
  ['\u0437', { code: 'KeyP' }, ['p']],
  ['\u00e7', { alt: true, ctrl: true, code: 'KeyC' }, ['ctrl+alt+c']],
  [' ', {}, ['space']],
])('the key %s with %j answers to %j', (key, more, expected) => {
  expect(notations({ ...noModifiers, repeat: false, key, ...more })).toEqual(expected)
})
