import { decodeBase64Url, elementId } from '@drawbridge/board'

/** The id of a drawer's stroke: as random as any, but for the bytes that say whose it is. */
export function nameStroke(drawer: number, stroke: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  new DataView(bytes.buffer).setUint16(0, drawer)
  new DataView(bytes.buffer).setUint16(2, stroke)
  return elementId(bytes)
}

/** Whose stroke it is, and the how manieth. */
export function readStrokeName(id: string): { readonly drawer: number; readonly stroke: number } {
  const bytes = decodeBase64Url(id)
  if (!bytes) throw new Error(`${id} is no element's id`)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { drawer: view.getUint16(0), stroke: view.getUint16(2) }
}
