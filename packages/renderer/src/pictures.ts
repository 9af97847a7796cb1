/** A picture that can be painted. */
export interface Picture {
  readonly source: CanvasImageSource
  /** Of `source`, in its own pixels. */
  readonly width: number
  readonly height: number
}

/** Where pictures come from. Whoever has them tells the renderer, by `invalidate`, of elements that look different now. */
export interface Pictures {
  /**
   * The picture of a file; undefined while it is not here. Asking for one makes it come.
   * @param pixels as wide as it is painted: a larger one would only cost time
   */
  get(file: string, pixels: number): Picture | undefined
  /** The part of a file that is sent, 0…1, while it is being sent from here. */
  progress(file: string): number | undefined
}

export const noPictures: Pictures = { get: () => undefined, progress: () => undefined }
