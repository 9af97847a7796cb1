import type { BoardStatus } from '@drawbridge/client'
import { expect, test } from 'vitest'
import { englishCatalogue } from '../i18n/catalogue.ts'
import { statusWords } from './status-words.ts'

const live: BoardStatus = {
  connection: 'live',
  waiting: 0,
  filesWaiting: 0,
  logAvailable: true,
  readOnly: false,
  durable: true,
  opened: 1,
}

function text(status: Partial<BoardStatus>, wasTried: boolean, isSlow: boolean): string {
  const { key, values } = statusWords({ ...live, ...status }, wasTried, isSlow)
  return englishCatalogue.text(key, values)
}

test.each<[Partial<BoardStatus>, string]>([
  [{}, 'Saved'],
  [{ waiting: 3 }, '3 changes waiting'],
  [{ filesWaiting: 1 }, 'Sending 1 picture'],
  [{ waiting: 1, filesWaiting: 1 }, '2 changes waiting'],
  [{ connection: 'offline', waiting: 1, filesWaiting: 1 }, 'Offline, 2 changes are kept here'],
  [{ connection: 'catching-up' }, 'Catching up…'],
  [{ connection: 'catching-up', opened: 0.45 }, 'Opening… 45 %'],
  [{ connection: 'offline', opened: 0 }, 'Opening… 0 %'],
  [{ connection: 'offline' }, 'Offline, changes are kept here'],
  [{ connection: 'offline', waiting: 1 }, 'Offline, 1 change is kept here'],
  [{ connection: 'connecting', waiting: 2 }, 'Offline, 2 changes are kept here'],
  [{ connection: 'offline', durable: false }, 'Offline, changes are kept in this tab only'],
  [{ connection: 'offline', durable: false, waiting: 2 }, 'Offline, 2 changes are kept in this tab only'],
  [{ logAvailable: false }, 'Storage unavailable'],
  [{ logAvailable: false, waiting: 2 }, 'Storage unavailable, 2 changes are kept here'],
  [
    { logAvailable: false, waiting: 1, durable: false },
    'Storage unavailable, 1 change is kept in this tab only',
  ],
  [{ readOnly: true }, 'Read-only'],
  [{ readOnly: true, connection: 'offline' }, 'Offline: this may be out of date'],
])('%j reads "%s"', (status, words) => {
  expect(text(status, true, true)).toBe(words)
})

test('changes that are under way are neither saved nor counted', () => {
  expect(text({ waiting: 3 }, true, false)).toBe('Saving…')
})

test('a board is connecting, not offline, until an attempt has ended', () => {
  expect(text({ connection: 'offline' }, false, false)).toBe('Connecting…')
})
