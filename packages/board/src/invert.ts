import type { BoardSettings, Element, PropertyValue } from './element.ts'
import { applyToElement, applyToSettings } from './apply.ts'
import { erasedBy } from './erased.ts'
import type { Operation } from './operation.ts'

type Properties = Readonly<Record<string, PropertyValue>>

/** Old and new values of the named properties, where they differ. */
function difference(before: Properties, after: Properties, names: readonly string[]) {
  const set: Record<string, PropertyValue> = {}
  const expect: Record<string, PropertyValue> = {}
  for (const name of names) {
    const old = before[name]
    const now = after[name]
    if (old === now || old === undefined || now === undefined) continue
    set[name] = old
    expect[name] = now
  }
  return { set, expect }
}

/**
 * The operation that takes `operation` back, given what it found: `before` is the element that it names (undefined if
 * there was none) or the settings. Undefined when the operation changes nothing. A property is only put back if it
 * still has the value that the operation gave it, so later work of others stays.
 */
export function invert(
  operation: Operation,
  before: Element | undefined,
  settings: BoardSettings,
): Operation | undefined {
  if (operation.type === 'settings') {
    const after = applyToSettings(settings, operation)
    if (after === settings) return undefined
    return {
      type: 'settings',
      ...difference(
        settings as unknown as Properties,
        after as unknown as Properties,
        Object.keys(operation.set),
      ),
    }
  }
  const after = applyToElement(before, operation)
  if (after === before) return undefined
  switch (operation.type) {
    case 'create':
      return { type: 'delete', id: operation.element.id }
    case 'delete':
      return before && { type: 'create', element: before }
    case 'update':
      return {
        type: 'update',
        id: operation.id,
        ...difference(
          before as unknown as Properties,
          after as unknown as Properties,
          Object.keys(operation.set),
        ),
      }
    case 'extend':
      if (before?.type !== 'stroke') return undefined
      return { type: 'extend', id: operation.id, from: operation.from, ink: before.ink.slice(operation.from) }
    case 'erase':
      if (before?.type !== 'stroke') return undefined
      return {
        type: 'erase',
        id: operation.id,
        key: operation.key,
        ranges: erasedBy(before.erased, operation.key),
      }
  }
}
