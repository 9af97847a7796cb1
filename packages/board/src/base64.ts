const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Of twelve bits: large entries are made of thousands. */
const pairs = Array.from({ length: 4096 }, (_, i) => alphabet.charAt(i >> 6) + alphabet.charAt(i & 63))
const invalid = 64
/** By the code of the character. */
const values = new Uint8Array(128).fill(invalid)
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i

/** Bytes as unpadded base64url. */
export function encodeBase64Url(bytes: Uint8Array): string {
  const rest = bytes.length % 3
  const whole = bytes.length - rest
  let text = ''
  for (let i = 0; i < whole; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += (pairs[group >> 12] ?? '') + (pairs[group & 0xfff] ?? '')
  }
  if (rest === 0) return text
  const group = ((bytes[whole] ?? 0) << 10) | ((bytes[whole + 1] ?? 0) << 2)
  text += pairs[group >> 6] ?? ''
  return rest === 2 ? text + alphabet.charAt(group & 63) : text
}

/** The bytes of unpadded base64url; undefined when the text is not the one canonical encoding of any bytes. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let group = 0
  let bits = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? invalid
    if (value === invalid) return undefined
    group = ((group << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (group >> bits) & 0xff
    }
  }
  return (group & ((1 << bits) - 1)) === 0 ? bytes : undefined
}
