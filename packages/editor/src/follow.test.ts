import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leadOf } from './follow.ts'

const people = (following: Readonly<Record<string, string | undefined>>) =>
  Object.entries(following).map(([client, whom]) => ({ client, following: whom }))

test('whoever follows nobody leads', () => {
  expect(leadOf('b', 'a', people({ b: undefined }))).toEqual({ kind: 'leader', client: 'b' })
})

test('a chain is followed to its end', () => {
  const peers = people({ b: 'c', c: 'd', d: undefined })
  expect(leadOf('b', 'a', peers)).toEqual({ kind: 'leader', client: 'd' })
})

test('whoever follows somebody who left leads', () => {
  expect(leadOf('b', 'a', people({ b: 'gone' }))).toEqual({ kind: 'leader', client: 'b' })
})

test('two who follow each other are a circle, and so are three', () => {
  expect(leadOf('b', 'a', people({ b: 'a' }))).toEqual({ kind: 'circle' })
  expect(leadOf('b', 'a', people({ b: 'c', c: 'a' }))).toEqual({ kind: 'circle' })
})

test('nobody leads those who are away, or in a circle of their own', () => {
  expect(leadOf('b', 'a', people({}))).toEqual({ kind: 'nobody' })
  expect(leadOf('b', 'a', people({ b: 'c', c: 'b' }))).toEqual({ kind: 'nobody' })
  expect(leadOf('b', 'a', people({ b: 'b' }))).toEqual({ kind: 'nobody' })
})

test('it ends whoever follows whom, and a leader follows nobody who is here', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const following = fc.dictionary(name, fc.option(name, { nil: undefined }))
  fc.assert(
    fc.property(following, name, (whom, target) => {
      const peers = people(whom).filter(({ client }) => client !== 'a')
      const lead = leadOf(target, 'a', peers)
      if (lead.kind !== 'leader') return
      const next = peers.find(({ client }) => client === lead.client)?.following
      expect(next === undefined || (next !== 'a' && !peers.some(({ client }) => client === next))).toBe(true)
    }),
  )
})
