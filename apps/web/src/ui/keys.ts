import { t } from '../i18n/i18n.ts'
import { ariaKey, keyParts } from './key-names.ts'

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** A key as this computer's keyboard has it, in the language of the page. */
export function keyText(notation: string): string {
  return keyParts(notation, isMac)
    .map((part) => ('sign' in part ? part.sign : t(part.word)))
    .join(isMac ? '' : '+')
}

export const keyForAria = (notation: string): string => ariaKey(notation, isMac)
