import type { BoardSettings, Element, PropertyValue } from './element.ts'
import { elementType } from './element-types.ts'
import { erasedBy, hasRoomFor, withErased } from './erased.ts'
import type { Operation, SettingsOperation } from './operation.ts'

type Properties = Readonly<Record<string, PropertyValue>>

/** What of `set` really changes `current`: known properties only, expectations kept. */
function effective(
  current: Properties,
  set: Properties,
  expect: Properties | undefined,
  knows: (name: string) => boolean,
): Properties | undefined {
  const changes: Record<string, PropertyValue> = {}
  let any = false
  for (const [name, value] of Object.entries(set)) {
    if (!knows(name) || current[name] === value) continue
    if (expect && Object.hasOwn(expect, name) && current[name] !== expect[name]) continue
    changes[name] = value
    any = true
  }
  return any ? changes : undefined
}

/**
 * The element after an operation that names it. Total: an operation that makes no sense here (the element is gone,
 * is of another type, exists already) returns the very element that it was given.
 */
export function applyToElement(element: Element | undefined, operation: Operation): Element | undefined {
  switch (operation.type) {
    case 'create':
      return element ?? operation.element
    case 'delete':
      return undefined
    case 'update': {
      if (!element) return undefined
      const { properties } = elementType(element.type)
      const changes = effective(
        element as unknown as Properties,
        operation.set as Properties,
        operation.expect as Properties | undefined,
        (name) => (properties as readonly string[]).includes(name),
      )
      return changes ? ({ ...element, ...changes } as Element) : element
    }
    case 'extend': {
      if (element?.type !== 'stroke') return element
      const { ink } = element
      if (!(Number.isInteger(operation.from) && operation.from >= 0 && operation.from <= ink.length))
        return element
      if (operation.ink.grid !== ink.grid) return element
      if (operation.from === ink.length && operation.ink.length === 0) return element
      return { ...element, ink: ink.spliced(operation.from, operation.ink) }
    }
    case 'erase': {
      if (element?.type !== 'stroke') return element
      const before = erasedBy(element.erased, operation.key)
      const same =
        before.length === operation.ranges.length && before.every((value, i) => value === operation.ranges[i])
      // More than `create` takes must never come to be, or a deletion could not be undone.
      if (same || !hasRoomFor(element.erased, operation.key, operation.ranges)) return element
      return { ...element, erased: withErased(element.erased, operation.key, operation.ranges) }
    }
    case 'settings':
      return element
  }
}

/** The settings after an operation on them; the very same object when nothing changes. */
export function applyToSettings(settings: BoardSettings, operation: SettingsOperation): BoardSettings {
  const current = settings as unknown as Properties
  const changes = effective(
    current,
    operation.set as Properties,
    operation.expect as Properties | undefined,
    (name) => Object.hasOwn(current, name),
  )
  return changes ? { ...settings, ...changes } : settings
}
