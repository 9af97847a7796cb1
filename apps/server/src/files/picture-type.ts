import { fileTypeFromBuffer } from 'file-type'

/** What every browser of today shows. */
const shown = ['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']
export const svgType = 'image/svg+xml'

/** A prologue may be long, but not endless. Bytes. */
const svgHead = 4096
const svgStart = /^\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:(?:<!--[\s\S]*?-->|<!DOCTYPE svg[^>[]*>)\s*)*<svg[\s>]/i

/**
 * What the bytes are, by themselves: nobody's word is taken for it. Undefined for what is no picture that browsers show,
 * and for an SVG that declares entities.
 * @returns a media type
 */
export async function pictureType(bytes: Uint8Array): Promise<string | undefined> {
  const type = await fileTypeFromBuffer(bytes)
  if (type && shown.includes(type.mime)) return type.mime
  const head = new TextDecoder().decode(bytes.subarray(0, svgHead))
  return svgStart.test(head) ? svgType : undefined
}
