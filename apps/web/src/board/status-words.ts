import type { BoardStatus } from '@drawbridge/client'
import type { MessageKey } from '../i18n/english.ts'

export type StatusTone = 'good' | 'busy' | 'warn' | 'quiet'

export interface StatusWords {
  readonly key: MessageKey
  /** How many changes and files wait, and how much of a large board is here. */
  readonly values: { readonly waiting: number; readonly percent: number }
  readonly tone: StatusTone
}

/**
 * The connection's truth in words.
 * @param wasTried whether an attempt to connect has ended, well or not
 * @param isSlow whether changes have waited for longer than one notices
 */
export function statusWords(status: BoardStatus, wasTried: boolean, isSlow: boolean): StatusWords {
  const { connection, logAvailable, readOnly, durable, filesWaiting, opened } = status
  const waiting = status.waiting + filesWaiting
  const say = (key: MessageKey, tone: StatusTone) => ({
    key,
    tone,
    values: { waiting, percent: Math.round(opened * 100) },
  })
  if (opened < 1) return say('board.status.opening', 'busy')
  if (connection === 'offline' || connection === 'connecting') {
    if (!wasTried) return say('board.status.connecting', 'busy')
    if (readOnly) return say('board.status.outOfDate', 'warn')
    return say(durable ? 'board.status.offlineKept' : 'board.status.offlineInTab', 'warn')
  }
  if (!logAvailable) {
    if (waiting === 0) return say('board.status.storageUnavailable', 'warn')
    return say(durable ? 'board.status.storageKept' : 'board.status.storageInTab', 'warn')
  }
  if (connection === 'catching-up') return say('board.status.catchingUp', 'busy')
  if (readOnly) return say('board.status.readOnly', 'quiet')
  if (isSlow && waiting > 0 && waiting === filesWaiting) return say('board.status.sending', 'busy')
  if (waiting > 0) return say(isSlow ? 'board.status.waiting' : 'board.status.saving', 'busy')
  return say('board.status.saved', 'good')
}
