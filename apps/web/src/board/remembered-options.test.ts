import { defaultOptions } from '@drawbridge/editor'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rememberedOptions, rememberOptions } from './remembered-options.ts'

const stored = new Map<string, string>()

beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
  })
})

afterEach(() => {
  stored.clear()
  vi.unstubAllGlobals()
})

test('what was remembered comes back', () => {
  expect(rememberedOptions()).toEqual(defaultOptions)
  rememberOptions({ ...defaultOptions, eraserMode: 'whole', smoothing: 0.5, penMode: true })
  expect(rememberedOptions()).toEqual({
    ...defaultOptions,
    eraserMode: 'whole',
    smoothing: 0.5,
    penMode: true,
  })
})

test.each([
  'null',
  '"x"',
  '[]',
  '{"eraserMode":"half","eraserWidth":-1,"smoothing":"a lot","penMode":1,"x":2}',
  'not JSON',
])('%s is as good as nothing', (text) => {
  stored.set('drawbridge.options', text)
  expect(rememberedOptions()).toEqual(defaultOptions)
})
