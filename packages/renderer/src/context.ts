/** What is painted on: the canvas of a page, or one without a page, in a worker or behind the scenes. */
export type Canvas = HTMLCanvasElement | OffscreenCanvas
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
