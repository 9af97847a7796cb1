import type { KeyInput } from './input.ts'

/**
 * Keys are written `ctrl+alt+shift+z`: modifiers in this order, then the key in lower case (`space` and `plus` for those
 * that would not be seen). `ctrl` is Command on a Mac. What a layout needs Shift for, such as `?`, is written without it.
 */

/** The key as it reads on a Latin keyboard; with Control, plus and minus are found with and without Shift. */
function latinKey({ key, code, alt, ctrl }: KeyInput): string {
  const name = key.toLowerCase()
  if (name === ' ') return 'space'
  if (name === '+' || (ctrl && name === '=')) return 'plus'
  if (ctrl && name === '_') return '-'
  // On a Mac the Option key makes other characters of letters.
  const isOtherLetter = name.length === 1 && (name > '\u007f' || alt)
  return isOtherLetter && code?.startsWith('Key') ? code.slice(3).toLowerCase() : name
}

/** The notations that a pressed key answers to, the likeliest first. */
export function notations(input: KeyInput): string[] {
  const key = latinKey(input)
  const before = `${input.ctrl ? 'ctrl+' : ''}${input.alt ? 'alt+' : ''}`
  const shift = input.shift ? 'shift+' : ''
  const found = [`${before}${shift}${key}`]
  const isSymbol = key === 'plus' || (key.length === 1 && !/[a-z0-9]/.test(key))
  if (isSymbol && input.shift) found.push(`${before}${key}`)
  const digit = /^Digit(\d)$/.exec(input.code ?? '')?.[1]
  if (digit !== undefined && digit !== key) found.push(`${before}${shift}${digit}`)
  return found
}
