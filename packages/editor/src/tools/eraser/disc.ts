import type { Disc, Sample, ToolContext } from '../tool.ts'

/** What the eraser touches when it is there. */
export function discAt({ options }: ToolContext, { screen }: Sample): Disc {
  return { center: screen, radius: options.eraserWidth / 2 }
}
