/** The picture at a `data:` address, ready to be painted; undefined for what no browser can show. */
export async function loadPicture(address: string): Promise<HTMLImageElement | undefined> {
  const image = new Image()
  image.src = address
  try {
    await image.decode()
    return image
  } catch {
    // Whoever asks paints what stands for a picture that is not here.
    return undefined
  }
}
