/** A picture that can be painted. It takes memory until it is closed. */
export interface DecodedPicture {
  readonly source: ImageBitmap | HTMLImageElement
  /** In pixels, upright. */
  readonly width: number
  readonly height: number
  close(): void
}

/** The first frame of a picture, turned as its camera was held. Rejects where the browser cannot show it. */
export async function decodePicture(blob: Blob): Promise<DecodedPicture> {
  if (blob.type === 'image/svg+xml') return decodeSvg(blob)
  const source = await createImageBitmap(blob, { imageOrientation: 'from-image' })
  const { width, height } = source
  return { source, width, height, close: () => source.close() }
}

/** As an image element: so it can neither run nor load anything. */
async function decodeSvg(blob: Blob): Promise<DecodedPicture> {
  const address = URL.createObjectURL(blob)
  const source = new Image()
  source.src = address
  try {
    await source.decode()
  } catch (error) {
    URL.revokeObjectURL(address)
    throw error
  }
  // Some browsers paint an SVG from its address each time anew.
  const close = () => URL.revokeObjectURL(address)
  return { source, width: source.naturalWidth, height: source.naturalHeight, close }
}
