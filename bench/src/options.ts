import { parseArgs } from 'node:util'

type Value = string | number | boolean
type Widened<T> = T extends number ? number : T extends boolean ? boolean : string

/**
 * Options of a command line: `--name value`, or `--name` alone where the default is false. What stands in `defaults` is
 * all that there is. Throws on unknown options and on what should be a number and is none.
 */
export function readOptions<const T extends Record<string, Value>>(
  args: readonly string[],
  defaults: T,
): { readonly [Name in keyof T]: Widened<T[Name]> } {
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      { type: typeof value === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { values } = parseArgs({ args: [...args], options })
  const read = Object.entries(defaults).map(([name, fallback]) => {
    const given = values[name]
    if (given === undefined) return [name, fallback]
    if (typeof fallback !== 'number') return [name, given]
    const number = Number(given)
    if (!Number.isFinite(number)) throw new Error(`--${name} takes a number, not ${String(given)}`)
    return [name, number]
  })
  return Object.fromEntries(read) as { readonly [Name in keyof T]: Widened<T[Name]> }
}

/** A list of numbers as in `10,100,1000`. */
export function numbersOf(text: string): readonly number[] {
  return text.split(',').map(Number)
}
