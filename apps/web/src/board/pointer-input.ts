import type { Modifiers, PointerInput, PointerReading } from '@drawbridge/editor'
import { screenPoint } from '@drawbridge/geometry'

export function modifiersOf(event: MouseEvent | KeyboardEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey }
}

function readingOf(event: PointerEvent, origin: DOMRect): PointerReading {
  return {
    screen: screenPoint(event.clientX - origin.left, event.clientY - origin.top),
    pressure: event.pressure,
    time: event.timeStamp,
  }
}

/** The readings between the last event and this one, for which browsers did not make events of their own. */
function earlierThan(event: Partial<Pick<PointerEvent, 'getCoalescedEvents'>>): readonly PointerEvent[] {
  // Browsers have them on https and localhost only. They end with the event itself.
  return event.getCoalescedEvents?.().slice(0, -1) ?? []
}

/** Where the browser thinks that the pointer is going. */
function predictedAfter(event: Partial<Pick<PointerEvent, 'getPredictedEvents'>>): readonly PointerEvent[] {
  return event.getPredictedEvents?.() ?? []
}

/** A DOM event as the editor takes it, relative to the canvas at `origin`. */
export function pointerInput(event: PointerEvent, kind: PointerInput['kind'], origin: DOMRect): PointerInput {
  const pointerType =
    event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse'
  const readings = (events: readonly PointerEvent[]) => events.map((each) => readingOf(each, origin))
  const earlier = kind === 'move' ? readings(earlierThan(event)) : []
  const predicted = kind === 'move' ? readings(predictedAfter(event)) : []
  return {
    ...readingOf(event, origin),
    kind,
    pointerId: event.pointerId,
    pointerType,
    button: event.button,
    buttons: event.buttons,
    contact: Math.max(event.width, event.height),
    modifiers: modifiersOf(event),
    ...(earlier.length > 0 ? { coalesced: earlier } : {}),
    ...(predicted.length > 0 ? { predicted } : {}),
  }
}

const pixelsPerLine = 16

/** Wheel distances in CSS pixels, whatever unit the device counts in. */
export function wheelPixels(event: WheelEvent, page: number): { deltaX: number; deltaY: number } {
  const unit =
    event.deltaMode === WheelEvent.DOM_DELTA_LINE
      ? pixelsPerLine
      : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
        ? page
        : 1
  const deltaX = event.deltaX * unit
  const deltaY = event.deltaY * unit
  // A mouse has one wheel: Shift turns it sideways, where the system does not do so itself.
  return event.shiftKey && deltaX === 0 ? { deltaX: deltaY, deltaY: 0 } : { deltaX, deltaY }
}
