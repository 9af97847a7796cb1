const signatures: readonly (readonly [at: number, text: string])[] = [
  [0, '\u0089PNG'],
  [0, '\u00ff\u00d8\u00ff'],
  [0, 'GIF8'],
  [8, 'WEBP'],
  [4, 'ftypavi'],
]

/** Whether the bytes begin like a picture that every browser shows and the server takes: others are made into one. */
export function isCommonPicture(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  return signatures.some(([at, text]) => head.startsWith(text, at))
}

/** Whether a text is an SVG, as the server sees it. */
export function isSvg(text: string): boolean {
  return /^\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:(?:<!--[\s\S]*?-->|<!DOCTYPE svg[^>[]*>)\s*)*<svg[\s>]/i.test(
    text,
  )
}
