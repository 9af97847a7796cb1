import { expect, test } from 'vitest'
import { initials } from './identity.ts'

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['  Grace  Brewster Hopper ', 'GH'],
  ['', '?'],
  ['Émile', 'É'],
  ['🦊 fox', '🦊F'],
])('initials of %s', (name, expected) => {
  expect(initials(name)).toBe(expected)
})
