import { expect, test } from 'vitest'
import { appendJoined, joinGroups } from './joined-groups.ts'

const group = (client: string, first: number, count: number) => ({
  client,
  first,
  entries: Array.from({ length: count }, (_, i) => Uint8Array.of(first + i)),
})

test('groups of a client that follow each other become one, and say where each is', () => {
  const { groups, places } = joinGroups([
    group('ann', 1, 2),
    group('ben', 7, 1),
    group('ann', 3, 1),
    group('ann', 4, 2),
  ])
  expect(groups).toEqual([group('ann', 1, 5), group('ben', 7, 1)])
  expect(places).toEqual([0, 1, 0, 0])
})

test('what repeats, leaves something out or is empty stays by itself', () => {
  const each = [
    group('ann', 1, 2),
    group('ann', 2, 2),
    group('ann', 5, 1),
    group('ann', 6, 0),
    group('ann', 6, 1),
  ]
  expect(joinGroups(each)).toEqual({ groups: each, places: [0, 1, 2, 3, 4] })
})

test('what was handed in stays as it is', () => {
  const handedIn = [group('ann', 1, 1), group('ann', 2, 1)]
  joinGroups(handedIn)
  expect(handedIn).toEqual([group('ann', 1, 1), group('ann', 2, 1)])
})

test('each group is answered as it was handed in', async () => {
  const appended: number[] = []
  const log = {
    append: async (_board: string, groups: readonly { readonly first: number }[]) => {
      appended.push(...groups.map(({ first }) => first))
      return { head: 9, last: [5, 7] }
    },
  }
  const handedIn = [group('ann', 4, 1), group('ben', 7, 1), group('ann', 5, 1)]
  expect(await appendJoined(log, 'board', handedIn)).toEqual({ head: 9, last: [5, 7, 5] })
  expect(appended).toEqual([4, 7])
})
