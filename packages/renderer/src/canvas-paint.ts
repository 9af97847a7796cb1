import type { Context } from './context.ts'
import type { Element } from '@drawbridge/board'
import { elementBox, lineHeight } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxCenter } from '@drawbridge/geometry'
import { baseline, fontFamilies } from './font.ts'
import { canvasMeasure } from './canvas-measure.ts'
import type { CanvasPaths } from './canvas-paths.ts'
import { keptPaths } from './canvas-paths.ts'
import type { View } from './frame.ts'
import { awaitedPicture, sent } from './awaited-picture.ts'
import type { ImageOp, SimpleOp, TextOp } from './paint-op.ts'
import { textAnchor, textLeft } from './paint-op.ts'
import { paint } from './paint.ts'
import type { Surface } from './surface.ts'
import type { MeasureLine } from './text-layout.ts'
import { aboutMeasure } from './text-layout.ts'
import type { Theme } from './theme.ts'

const solid: number[] = []
/** Device pixels of a font size below which text is seen as bars. */
const smallestText = 4
/** How much of such a bar the letters would cover. */
const textDensity = 0.45
/** A part of a picture that is nothing cannot be painted. */
const tiny = 1e-3

/** What of a surface painting needs. */
export type Paper = Pick<Surface, 'context' | 'pictures' | 'pixelRatio' | 'useBoardUnits'> & {
  /** By the context if left out. */
  readonly measure?: MeasureLine
}

/** @param element as `placed` gives it @param opacity 0…1, on top of the element's own */
export function paintOnCanvas(
  paper: Paper,
  view: View,
  theme: Theme,
  element: Element,
  opacity = 1,
  paths = keptPaths,
): void {
  const { context } = paper
  paper.useBoardUnits(view, element.x, element.y)
  if (element.rotation !== 0) {
    const { x, y } = boxCenter(elementBox(element))
    context.translate(x - element.x, y - element.y)
    context.rotate(element.rotation)
    context.translate(element.x - x, element.y - y)
  }
  context.globalAlpha = element.opacity * opacity
  const scale = view.zoom * paper.pixelRatio
  const measure = paper.measure ?? canvasMeasure(context)
  // Where no letter can be told from another, fonts would only cost time.
  const isReadable = !('fontSize' in element) || element.fontSize * scale >= smallestText
  for (const op of paint(element, theme, isReadable ? measure : aboutMeasure)) {
    if (op.kind === 'image') paintPicture(paper, view, theme, op, paths)
    else if (op.kind === 'text' && op.fontSize * scale < smallestText) paintBlocks(context, op)
    else paintOp(context, op, paths)
  }
  context.globalAlpha = 1
}

/** The same for what a frame cuts. @param cut in board units; undefined leaves all of it */
export function paintCut(
  paper: Paper,
  view: View,
  theme: Theme,
  element: Element,
  cut: Box | undefined,
  paths = keptPaths,
): void {
  if (!cut) return paintOnCanvas(paper, view, theme, element, 1, paths)
  const { context } = paper
  context.save()
  paper.useBoardUnits(view, cut.minX, cut.minY)
  context.beginPath()
  context.rect(0, 0, cut.maxX - cut.minX, cut.maxY - cut.minY)
  context.clip()
  paintOnCanvas(paper, view, theme, element, 1, paths)
  context.restore()
}

/** A bar for each line of text. */
function paintBlocks(context: Context, op: TextOp): void {
  const alpha = context.globalAlpha
  context.globalAlpha = alpha * textDensity
  context.fillStyle = op.color
  op.lines.forEach((line, i) => {
    const width = aboutMeasure(line.text, op.font, op.fontSize)
    context.fillRect(
      textLeft(op, line, width),
      op.y + (i * lineHeight + 0.4) * op.fontSize,
      width,
      op.fontSize / 2,
    )
  })
  context.globalAlpha = alpha
}

function paintPicture(
  { context, pictures, pixelRatio }: Paper,
  view: View,
  theme: Theme,
  op: ImageOp,
  paths: CanvasPaths,
): void {
  const { file, width, height, cropX, cropY, cropWidth, cropHeight, flipX, flipY } = op
  const progress = pictures.progress(file)
  const picture = pictures.get(file, (width / Math.max(cropWidth, tiny)) * view.zoom * pixelRatio)
  if (!picture) {
    for (const instead of awaitedPicture(op, theme, progress)) paintOp(context, instead, paths)
    return
  }
  context.save()
  context.translate(flipX ? width : 0, flipY ? height : 0)
  context.scale(flipX ? -1 : 1, flipY ? -1 : 1)
  context.imageSmoothingQuality = 'high'
  context.drawImage(
    picture.source,
    cropX * picture.width,
    cropY * picture.height,
    Math.max(cropWidth * picture.width, tiny),
    Math.max(cropHeight * picture.height, tiny),
    0,
    0,
    width,
    height,
  )
  context.restore()
  if (progress !== undefined) for (const over of sent(op, theme, progress)) paintOp(context, over, paths)
}

function paintOp(context: Context, op: SimpleOp, paths: CanvasPaths): void {
  switch (op.kind) {
    case 'fill':
      context.fillStyle = op.color
      paths.fill(context, op.path)
      return
    case 'outline':
      context.strokeStyle = op.color
      context.lineWidth = op.width
      context.lineCap = 'round'
      context.lineJoin = 'round'
      if (op.dash) context.setLineDash(op.dash as number[])
      if (op.blend) context.globalCompositeOperation = op.blend
      paths.stroke(context, op.path)
      if (op.dash) context.setLineDash(solid)
      if (op.blend) context.globalCompositeOperation = 'source-over'
      return
    case 'text':
      context.fillStyle = op.color
      context.font = `${op.fontSize}px ${fontFamilies[op.font]}`
      context.textBaseline = 'alphabetic'
      context.textAlign = op.align
      op.lines.forEach((line, i) => {
        context.direction = line.rightToLeft ? 'rtl' : 'ltr'
        context.fillText(line.text, textAnchor(op, line), op.y + (i * lineHeight + baseline) * op.fontSize)
      })
  }
}
