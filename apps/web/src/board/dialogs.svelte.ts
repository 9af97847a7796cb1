export type DialogName = 'palette' | 'shortcuts' | 'share' | 'people' | 'menu' | 'link' | 'describe' | 'find'

/** Those that are in Overlays.svelte. */
const overlays: ReadonlySet<DialogName | undefined> = new Set([
  'palette',
  'shortcuts',
  'link',
  'describe',
  'find',
])

/** Which of the things that open above the board is open: at most one. */
export class Dialogs {
  open = $state<DialogName | undefined>()

  get isInOverlays(): boolean {
    return overlays.has(this.open)
  }

  show(name: DialogName): void {
    this.open = name
  }

  /** For `bind:open` of one of them. */
  set(name: DialogName, open: boolean): void {
    if (open) this.open = name
    else if (this.open === name) this.open = undefined
  }
}
