import { readFileSync } from 'node:fs'

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))))

/** Fonts with the letters of many languages, by kind, in order of preference. */
export function freeFonts() {
  const sans = file('DejaVuSansCondensed')
  return {
    sans: [sans],
    serif: [file('DejaVuSerif'), sans],
    mono: [file('DejaVuSansMono'), sans],
    hand: [sans],
  }
}
