import type { BoardSettings, Element, ElementChanges } from './element.ts'
import type { ElementId } from './id.ts'
import type { Ink } from './ink.ts'

export interface CreateOperation {
  readonly type: 'create'
  readonly element: Element
}

/** Last writer wins per property, in log order. */
export interface UpdateOperation {
  readonly type: 'update'
  readonly id: ElementId
  readonly set: ElementChanges
  /** A property named here is only set where it still has this value: how undo leaves later work of others alone. */
  readonly expect?: ElementChanges
}

export interface DeleteOperation {
  readonly type: 'delete'
  readonly id: ElementId
}

/** The stroke's ink from index `from` on becomes `ink`; while a stroke is drawn, `from` is its length. */
export interface ExtendOperation {
  readonly type: 'extend'
  readonly id: ElementId
  readonly from: number
  readonly ink: Ink
}

/** The ranges that erasing `key` takes from a stroke become these (see `Erased`); none at all takes the key back. */
export interface EraseOperation {
  readonly type: 'erase'
  readonly id: ElementId
  readonly key: string
  readonly ranges: readonly number[]
}

export interface SettingsOperation {
  readonly type: 'settings'
  readonly set: Partial<BoardSettings>
  readonly expect?: Partial<BoardSettings>
}

/** One intended change. Each touches one element, or the settings: so a rebase can go element by element. */
export type Operation =
  CreateOperation | UpdateOperation | DeleteOperation | ExtendOperation | EraseOperation | SettingsOperation

/** What the log stores: one atomic group of operations by one client. */
export interface Entry {
  /** Position in the board's log: 1, 2, 3 … */
  readonly seq: number
  /** Milliseconds since 1970, by the clock of the instance that took it. */
  readonly time: number
  /** Who submitted it. */
  readonly client: string
  /** The client's own count of its entries: 1, 2, 3 … */
  readonly n: number
  readonly operations: readonly Operation[]
}

/** The element that an operation touches; null for the settings. */
export function target(operation: Operation): ElementId | null {
  switch (operation.type) {
    case 'create':
      return operation.element.id
    case 'settings':
      return null
    default:
      return operation.id
  }
}

export function createElement(element: Element): CreateOperation {
  return { type: 'create', element }
}

export function updateElement(id: ElementId, set: ElementChanges): UpdateOperation {
  return { type: 'update', id, set }
}

export function deleteElement(id: ElementId): DeleteOperation {
  return { type: 'delete', id }
}

/** @param from the length that the stroke has before these points; `ink` is relative to the stroke's origin, on its grid. */
export function extendStroke(id: ElementId, from: number, ink: Ink): ExtendOperation {
  return { type: 'extend', id, from, ink }
}

/** @param key names this erasing, so that it can be taken back; @param ranges see `Erased` */
export function eraseStroke(id: ElementId, key: string, ranges: readonly number[]): EraseOperation {
  return { type: 'erase', id, key, ranges }
}

export function changeSettings(set: Partial<BoardSettings>): SettingsOperation {
  return { type: 'settings', set }
}
