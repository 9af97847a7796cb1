import type { BoardPoint } from '@drawbridge/geometry'

/** What the palette, the menus and the sheet of shortcuts put together. In their order. */
export const actionGroups = [
  'tools',
  'edit',
  'select',
  'arrange',
  'style',
  'text',
  'view',
  'pages',
  'people',
  'files',
  'board',
] as const
export type ActionGroup = (typeof actionGroups)[number]

/** What is known of how an action was asked for; nothing when a button or the palette did. */
export interface ActionInput {
  readonly shift?: boolean
  /** The key is held down, and this is not its first press. */
  readonly repeat?: boolean
  /** Where on the board a menu was opened. */
  readonly at?: BoardPoint
}

/** Something that a person can do, by key, menu or palette. `Subject` is what it is done to. */
export interface Action<Name extends string, Subject> {
  /** `area.key`: also the name of the message that says it. */
  readonly name: Name
  readonly group: ActionGroup
  /** In the notation of `keys.ts`, the one to show first. */
  readonly keys: readonly string[]
  /** The browser knows its keys, and tells the page what they are for by other means. */
  readonly isNative?: boolean
  /** It changes the board, so that readers are not offered it. */
  readonly edits: boolean
  /** Whether it would do anything now. */
  available(subject: Subject): boolean
  /** For what can be on or off. */
  checked?(subject: Subject): boolean
  run(subject: Subject, input: ActionInput): void
}

/** Keeps the names of the rows in the type of the table. */
export function table<const Name extends string, Subject>(
  rows: readonly Action<Name, Subject>[],
): readonly Action<Name, Subject>[] {
  return rows
}

/** Whether the action can be offered. */
export function isAvailable<Subject extends { readonly readOnly: boolean }>(
  action: Action<string, Subject>,
  subject: Subject,
): boolean {
  return !(action.edits && subject.readOnly) && action.available(subject)
}
