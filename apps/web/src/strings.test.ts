import type { BoardStatus } from '@drawbridge/client'
import { expect, test } from 'vitest'
import { statusWords } from './strings.ts'

const live: BoardStatus = { connection: 'live', waiting: 0, logAvailable: true, readOnly: false, durable: false }

test.each<[Partial<BoardStatus>, string]>([
  [{}, 'Saved'],
  [{ waiting: 3 }, '3 changes waiting'],
  [{ connection: 'catching-up' }, 'Catching up…'],
  [{ connection: 'offline' }, 'Offline: what you draw waits in this tab'],
  [{ connection: 'offline', waiting: 1 }, 'Offline: 1 change waits in this tab'],
  [{ connection: 'connecting', waiting: 2 }, 'Offline: 2 changes wait in this tab'],
  [{ logAvailable: false, waiting: 2 }, 'Storage unavailable: 2 changes waiting in this tab'],
  [{ readOnly: true }, 'Read-only'],
  [{ readOnly: true, connection: 'offline' }, 'Offline: this may be out of date'],
])('%j reads "%s"', (status, words) => {
  expect(statusWords({ ...live, ...status }, true, true).text).toBe(words)
})

test('changes that are under way are neither saved nor counted', () => {
  expect(statusWords({ ...live, waiting: 3 }, true, false).text).toBe('Saving…')
})

test('a board that has never been live is connecting, not offline', () => {
  expect(statusWords({ ...live, connection: 'offline' }, false, false).text).toBe('Connecting…')
})
