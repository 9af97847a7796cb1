import { expect, test } from 'vitest'
import { belongsToControl } from './key-owner.ts'

/** @param within selectors that the element or something around it matches */
const focused = (tagName: string, type?: string, within: readonly string[] = []) => ({
  tagName,
  ...(type === undefined ? {} : { type }),
  closest: (selector: string) => selector.split(', ').find((one) => within.includes(one)) ?? null,
})

test.each([
  ['a letter in a text field', focused('INPUT', 'text', ['input']), 'p', true],
  ['a letter in the field on the board', focused('TEXTAREA'), 'p', true],
  ['a letter while a slider has the focus', focused('INPUT', 'range', ['input']), 'p', false],
  ['undo while a slider has the focus', focused('INPUT', 'range', ['input']), 'z', false],
  ['an arrow on a slider', focused('INPUT', 'range', ['input']), 'ArrowLeft', true],
  ['Space on the colour field', focused('INPUT', 'color', ['input']), ' ', true],
  ['a letter on the colour field', focused('INPUT', 'color', ['input']), 'r', false],
  ['Space on a button', focused('BUTTON', 'submit', ['button']), ' ', true],
  ['a letter on a button', focused('BUTTON', 'submit', ['button']), 'r', false],
  [
    'Delete on a button of a dialog',
    focused('BUTTON', 'button', ['button', '[role="dialog"]']),
    'Delete',
    true,
  ],
  ['Space on the page', focused('BODY'), ' ', false],
])('%s', (_what, element, key, expected) => {
  expect(belongsToControl(element, key)).toBe(expected)
})
