import type { Element, Entry, Ink, Operation } from '@drawbridge/board'

/** Each point as [x, y, pressure, time]: board units from the stroke's origin, 0…1, milliseconds since the stroke began. */
function pointsOf(ink: Ink): readonly (readonly number[])[] {
  return Array.from({ length: ink.length }, (_, i) => [ink.x(i), ink.y(i), ink.pressure(i), ink.time(i)])
}

export function elementAsJson(element: Element): Record<string, unknown> {
  if (element.type !== 'stroke') return { ...element }
  const { ink, ...rest } = element
  return { ...rest, points: pointsOf(ink) }
}

function operationAsJson(operation: Operation): Record<string, unknown> {
  if (operation.type === 'create') return { ...operation, element: elementAsJson(operation.element) }
  if (operation.type !== 'extend') return { ...operation }
  const { ink, ...rest } = operation
  return { ...rest, points: pointsOf(ink) }
}

export function entryAsJson({ operations, ...rest }: Entry) {
  return { ...rest, operations: operations.map(operationAsJson) }
}
