import type { Action } from './actions/action.ts'
import { isAvailable } from './actions/action.ts'
import type { KeyInput } from './input.ts'
import { notations } from './keys.ts'

type Table<Name extends string, Subject> = readonly Action<Name, Subject>[]

/** The actions that have a pressed key, whether they are available or not. */
export function actionsOfKey<Name extends string, Subject>(
  actions: Table<Name, Subject>,
  input: KeyInput,
): Action<Name, Subject>[] {
  for (const notation of notations(input)) {
    const found = actions.filter(({ keys }) => keys.includes(notation))
    if (found.length > 0) return found
  }
  return []
}

/**
 * Does what a pressed key means now.
 * @returns whether the key is used up: with Control it is even where nothing could be done, since what the browser does
 * with it would surprise
 */
export function runKey<Subject extends { readonly readOnly: boolean }>(
  actions: Table<string, Subject>,
  subject: Subject,
  input: KeyInput,
): boolean {
  const found = actionsOfKey(actions, input)
  if (found.some(({ isNative }) => isNative)) return false
  const action = found.find((one) => isAvailable(one, subject))
  action?.run(subject, input)
  return action !== undefined || (found.length > 0 && input.ctrl)
}
