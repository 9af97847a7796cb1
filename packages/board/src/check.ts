import type { Element } from './element.ts'
import { elementType, elementTypes } from './element-types.ts'
import { maxErasedNumbers, maxErasings } from './erased.ts'
import { isElementId } from './id.ts'
import { maxGrid, minGrid } from './ink.ts'
import type { Operation } from './operation.ts'
import type { PropertyKind } from './property.ts'
import { propertyKinds, settingKinds } from './property.ts'

export const maxInkPoints = 20_000
export const maxKeyLength = 32

function badRanges(ranges: readonly number[]): string | undefined {
  if (ranges.length > maxErasedNumbers || ranges.length % 2 !== 0) return 'erased ranges come in pairs'
  for (let i = 0; i < ranges.length; i += 2) {
    const from = ranges[i] ?? -1
    const to = ranges[i + 1] ?? -1
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from)
      return 'an erased range goes from a whole number up to another'
  }
  return undefined
}

// Not __proto__: a plain object cannot hold that as a key.
const isKey = (key: string) => key.length <= maxKeyLength && /^[A-Za-z0-9][\w-]*$/.test(key)

const isGrid = (grid: number) => Number.isInteger(grid) && grid >= minGrid && grid <= maxGrid
const badGrid = `an ink grid is a whole number from ${minGrid} to ${maxGrid}`

function badElement(element: Element): string | undefined {
  if (!isElementId(element.id)) return 'an element id is 128 bits as base64url'
  if (!elementTypes.includes(element.type)) return 'there is no such type of element'
  const { properties, hasInk } = elementType(element.type)
  for (const name of properties) {
    const kind = propertyKinds[name]
    if (!kind.accepts((element as unknown as Record<string, unknown>)[name]))
      return `${element.type}.${name} must be ${kind.expected}`
  }
  if (!hasInk || element.type !== 'stroke') return undefined
  if (element.ink.length > maxInkPoints) return `a stroke has at most ${maxInkPoints} points`
  if (!isGrid(element.ink.grid)) return badGrid
  const erasings = Object.entries(element.erased)
  if (erasings.length > maxErasings) return `a stroke is erased at most ${maxErasings} times`
  let numbers = 0
  for (const [key, ranges] of erasings) {
    const problem = isKey(key) ? badRanges(ranges) : 'an erasing key is a short word'
    if (problem) return problem
    numbers += ranges.length
  }
  if (numbers > maxErasedNumbers) return `what is erased of a stroke is at most ${maxErasedNumbers} numbers`
  return undefined
}

function badChanges(changes: object, kinds: Readonly<Record<string, PropertyKind>>): string | undefined {
  for (const [name, value] of Object.entries(changes)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (!kind) return `there is no property ${name}`
    if (!kind.accepts(value)) return `${name} must be ${kind.expected}`
  }
  return undefined
}

/**
 * Why an operation may not enter a log; undefined when it may. Checks values, not whether its element exists:
 * an operation that comes too late is a no-op, not an error.
 */
export function badOperation(operation: Operation): string | undefined {
  if (operation.type === 'create') return badElement(operation.element)
  if (operation.type === 'settings')
    return badChanges(operation.set, settingKinds) ?? badChanges(operation.expect ?? {}, settingKinds)
  if (!isElementId(operation.id)) return 'an element id is 128 bits as base64url'
  switch (operation.type) {
    case 'delete':
      return undefined
    case 'update':
      return badChanges(operation.set, propertyKinds) ?? badChanges(operation.expect ?? {}, propertyKinds)
    case 'extend': {
      const { from, ink } = operation
      if (!Number.isSafeInteger(from) || from < 0) return 'from must be a whole number'
      if (from + ink.length > maxInkPoints) return `a stroke has at most ${maxInkPoints} points`
      if (!isGrid(ink.grid)) return badGrid
      return undefined
    }
    case 'erase':
      return isKey(operation.key) ? badRanges(operation.ranges) : 'an erasing key is a short word'
    default:
      return 'there is no such type of operation'
  }
}
