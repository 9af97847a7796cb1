const typeless = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']
const sliderKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']

/** What has to be known of the element that has the keyboard. */
export interface Focused {
  readonly tagName: string
  readonly type?: string
  closest(selector: string): unknown
}

/** Whether a pressed key belongs to the control that has the focus, so that it is no shortcut. */
export function belongsToControl(focused: Focused, key: string): boolean {
  const tag = focused.tagName.toLowerCase()
  if (tag === 'textarea' || tag === 'select') return true
  if (tag === 'input' && !typeless.includes(focused.type ?? 'text')) return true
  // What is open above the board has the keyboard to itself.
  if (focused.closest('[role="dialog"], [role="menu"]')) return true
  if (tag === 'input' && focused.type === 'range') return sliderKeys.includes(key)
  return (key === ' ' || key === 'Enter') && focused.closest('button, a, input') !== null
}
