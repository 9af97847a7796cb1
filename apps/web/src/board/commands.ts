import type { Action, ActionGroup, ActionInput, ActionName } from '@drawbridge/editor'
import { actions, isAvailable } from '@drawbridge/editor'
import type { Desk } from './desk.ts'
import type { PageActionName } from './page-actions.ts'
import { pageActions } from './page-actions.ts'

export type CommandName = ActionName | PageActionName

/** An action of the editor or of the page, bound to what it is done to: palette, menus and sheet treat both alike. */
export interface Command {
  readonly name: CommandName
  readonly group: ActionGroup
  readonly keys: readonly string[]
  /** Whether it can be on or off. */
  readonly hasState: boolean
  available(): boolean
  checked(): boolean
  run(input?: ActionInput): void
}

function bind<Name extends CommandName, Subject extends { readonly readOnly: boolean }>(
  action: Action<Name, Subject>,
  subject: () => Subject,
  run: (input: ActionInput) => void,
): Command {
  const { name, group, keys } = action
  return {
    name,
    group,
    keys,
    hasState: action.checked !== undefined,
    available: () => isAvailable(action, subject()),
    checked: () => action.checked?.(subject()) ?? false,
    run: (input = {}) => run(input),
  }
}

/** Everything that can be done here. */
export function commandsOf(desk: Desk): ReadonlyMap<CommandName, Command> {
  // Read anew each time, so that whoever asks follows the editor.
  const editor = () => desk.view.editor
  const all = [
    ...actions.map((action) =>
      bind<ActionName, ReturnType<typeof editor>>(action, editor, (input) =>
        editor().run(action.name, input),
      ),
    ),
    ...pageActions.map((action) =>
      bind<PageActionName, Desk>(
        action,
        () => desk,
        (input) => action.run(desk, input),
      ),
    ),
  ]
  return new Map(all.map((command) => [command.name, command]))
}
