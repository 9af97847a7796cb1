import type { Options } from '@drawbridge/editor'
import { defaultOptions } from '@drawbridge/editor'
import { load, store } from '../storage.ts'

const name = 'options'

/** How this person left the tools on this device; what was stored by another version, or by no one, counts for nothing. */
export function rememberedOptions(): Options {
  const stored = load(name) as Partial<Record<keyof Options, unknown>> | null
  const kept = Object.entries(stored ?? {}).filter(([key, value]) => isOption(key, value))
  return { ...defaultOptions, ...Object.fromEntries(kept) }
}

let remembered: Options | undefined

/** To be called with every change: options are values, and the same ones are not stored again. */
export function rememberOptions(options: Options): void {
  if (options === remembered) return
  remembered = options
  store(name, options)
}

function isOption(key: string, value: unknown): boolean {
  if (key === 'eraserMode') return value === 'partial' || value === 'whole'
  if (!Object.hasOwn(defaultOptions, key)) return false
  if (typeof value === 'number')
    return typeof defaultOptions[key as keyof Options] === 'number' && value >= 0 && value <= 200
  return typeof value === typeof defaultOptions[key as keyof Options]
}
