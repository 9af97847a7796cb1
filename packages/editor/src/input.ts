import type { ScreenPoint } from '@drawbridge/geometry'

export interface Modifiers {
  readonly shift: boolean
  readonly alt: boolean
  /** Control, or Command on a Mac. */
  readonly ctrl: boolean
}

/** One reading of a pointing device. */
export interface PointerReading {
  /** CSS pixels from the canvas's top left corner. */
  readonly screen: ScreenPoint
  /** 0…1; ignored for a mouse. */
  readonly pressure: number
  /** Milliseconds on any clock that only goes forward, such as `event.timeStamp`. */
  readonly time: number
}

export interface PointerInput extends PointerReading {
  readonly kind: 'down' | 'move' | 'up' | 'cancel'
  readonly pointerId: number
  readonly pointerType: 'mouse' | 'pen' | 'touch'
  /** As in DOM events: 0 primary, 1 middle, 2 secondary, 5 the eraser end of a pen. */
  readonly button: number
  /** Which buttons are down, as in DOM events: 2 is the barrel button of a pen. */
  readonly buttons?: number
  /** How wide the touched area is, in CSS pixels, where the screen can tell. */
  readonly contact?: number
  readonly modifiers: Modifiers
  /** Earlier readings since the last move, oldest first, this one not included. */
  readonly coalesced?: readonly PointerReading[]
  /** Where the pointer will probably be next, soonest first: shown, but never kept. */
  readonly predicted?: readonly PointerReading[]
}

export interface WheelInput {
  readonly screen: ScreenPoint
  /** CSS pixels, as in a DOM event whose deltaMode is 0. */
  readonly deltaX: number
  readonly deltaY: number
  /** Control, or the pinch of a trackpad: zooms instead of panning. */
  readonly ctrl: boolean
}

export interface KeyInput extends Modifiers {
  /** `KeyboardEvent.key` */
  readonly key: string
  /** `KeyboardEvent.code`: finds letters on keyboards that have no Latin ones. */
  readonly code?: string
  readonly repeat: boolean
}

/** A press that asks what can be done with what is there: a right click, or a finger that stays. */
export interface ContextPress {
  readonly screen: ScreenPoint
  readonly pointerType: PointerInput['pointerType']
}

export const noModifiers: Modifiers = { shift: false, alt: false, ctrl: false }
