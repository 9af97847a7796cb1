import { describe, expect, test } from 'vitest'
import type { ErrorCode } from './errors.ts'
import { DrawbridgeError, errors, isErrorCode } from './errors.ts'

const codes = Object.keys(errors) as ErrorCode[]

describe.each(codes)('%s', (code) => {
  const { status, retry, meaning, action } = errors[code]

  test('is named for machines and explained for people', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    for (const sentence of [meaning, action]) expect(sentence).toMatch(/^[A-Z].+\.$/)
  })

  test('has a status of an error, and one that agrees with whether to try again', () => {
    expect(Number.isInteger(status) && status >= 400 && status < 600).toBe(true)
    if (status === 429 || status >= 500) expect(retry).toBe(true)
    if ([400, 401, 403, 413].includes(status)) expect(retry).toBe(false)
  })

  test('crosses the wire', () => {
    const error = new DrawbridgeError(code)
    expect(JSON.parse(JSON.stringify(error.toWire()))).toEqual({ code, message: `${meaning} ${action}` })
    expect(error.retry).toBe(retry)
    expect(isErrorCode(code)).toBe(true)
  })
})

test('an error says more when it is told to', () => {
  const cause = new Error('the disk is full')
  const error = new DrawbridgeError('LOG_UNAVAILABLE', 'Later.', { cause, retryAfter: 500 })
  expect(error.toWire()).toEqual({ code: 'LOG_UNAVAILABLE', message: 'Later.', retryAfter: 500 })
  expect(error).toBeInstanceOf(Error)
  expect(error.name).toBe('DrawbridgeError')
  expect(error.cause).toBe(cause)
})

test.each(['', 'constructor', 'toString', '__proto__', 'not_found', 404, null, undefined])(
  '%j is no code',
  (value) => {
    expect(isErrorCode(value)).toBe(false)
  },
)
