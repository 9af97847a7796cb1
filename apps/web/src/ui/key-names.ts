import type { MessageKey } from '../i18n/english.ts'

/** A piece of a key combination: either a sign that is the same everywhere, or a word of the catalogue. */
export type KeyPart = { readonly sign: string } | { readonly word: MessageKey }

const macSigns: Readonly<Record<string, string>> = {
  ctrl: '⌘',
  alt: '⌥',
  shift: '⇧',
  backspace: '⌫',
  delete: '⌦',
  enter: '↩',
  escape: '⎋',
  tab: '⇥',
}

const signs: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  plus: '+',
}

const words: Readonly<Record<string, MessageKey>> = {
  ctrl: 'a11y.key.ctrl',
  alt: 'a11y.key.alt',
  shift: 'a11y.key.shift',
  backspace: 'a11y.key.backspace',
  delete: 'a11y.key.delete',
  enter: 'a11y.key.enter',
  escape: 'a11y.key.escape',
  tab: 'a11y.key.tab',
  space: 'a11y.key.space',
  pageup: 'a11y.key.pageUp',
  pagedown: 'a11y.key.pageDown',
  home: 'a11y.key.home',
  end: 'a11y.key.end',
  contextmenu: 'a11y.key.menu',
}

/** How a key of the actions' notation reads on this kind of computer, piece by piece. */
export function keyParts(notation: string, isMac: boolean): KeyPart[] {
  return notation.split('+').map((part) => {
    const sign = (isMac ? macSigns[part] : undefined) ?? signs[part]
    if (sign !== undefined) return { sign }
    const word = words[part]
    return word
      ? { word }
      : {
          sign:
            part.length === 1 ? part.toUpperCase() : part.replace(/^\w/, (letter) => letter.toUpperCase()),
        }
  })
}

const ariaNames: Readonly<Record<string, string>> = {
  ctrl: 'Control',
  alt: 'Alt',
  shift: 'Shift',
  arrowleft: 'ArrowLeft',
  arrowright: 'ArrowRight',
  arrowup: 'ArrowUp',
  arrowdown: 'ArrowDown',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  plus: 'Plus',
  space: 'Space',
}

/** For `aria-keyshortcuts`, which is not for people and the same in every language. */
export function ariaKey(notation: string, isMac: boolean): string {
  return notation
    .split('+')
    .map((part) => {
      if (part === 'ctrl' && isMac) return 'Meta'
      return ariaNames[part] ?? part.replace(/^\w/, (letter) => letter.toUpperCase())
    })
    .join('+')
}
