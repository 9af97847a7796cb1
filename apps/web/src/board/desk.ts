import type { ThemeChoice } from '../theme.svelte.ts'
import type { BoardState } from './board-state.svelte.ts'
import type { DialogName } from './dialogs.svelte.ts'
import type { PictureFormat } from './export-picture.ts'

export interface ClipboardCommands {
  copy(kind: 'copy' | 'cut'): void
  pasteFromMenu(inPlace: boolean): Promise<void>
  copyAs(format: 'svg' | 'png' | 'text'): Promise<void>
}

/** What the page around the board can do. */
export interface Desk {
  readonly view: BoardState
  readonly readOnly: boolean
  readonly theme: { readonly choice: ThemeChoice; choose(theme: ThemeChoice): void }
  go(path: string): void
  show(dialog: DialogName): void
  /** Opens the menu of what is selected, or of the board. */
  showContextMenu(): void
  download(format: PictureFormat): void
  /** Undefined before the page is there. */
  clipboard(): ClipboardCommands | undefined
  /** Copies a link to what the screen shows, or to the selected element. */
  copyLink(to: 'view' | 'selection'): void
  /** To the list of elements, or from there back to the board. */
  walkElements(): void
}
