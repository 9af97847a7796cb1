import type { ElementChanges, ImageElement } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { boxCenter, rotate } from '@drawbridge/geometry'

/** What is seen of a picture: its box, and where all of the picture would be, both before they are turned. */
export interface Crop {
  readonly box: Box
  readonly whole: Box
}

/** A picture that is open for cropping. */
export interface Cropping {
  /** As it is on the board; undefined when somebody has deleted it. */
  readonly element: ImageElement | undefined
  /** What is seen of it from the next flush on. @param element that the crop was worked out for */
  want(element: ImageElement, crop: Crop): void
  flush(): void
}

/** Where a box is pulled: -1, 0 or 1 along each side. */
export interface Side {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

const clamp = (value: number, min: number, max: number) => Math.min(Math.max(value, min), max)

/** The part that is seen, along one side, as it lies on the board: a mirrored picture is cut from its other end. */
const seen = (at: number, size: number, isFlipped: boolean) => (isFlipped ? 1 - at - size : at)

export function cropOf(element: ImageElement): Crop {
  const { x, y, width, height, cropX, cropY, cropWidth, cropHeight, flipX, flipY } = element
  const wide = width / (cropWidth || 1)
  const high = height / (cropHeight || 1)
  const minX = x - seen(cropX, cropWidth, flipX) * wide
  const minY = y - seen(cropY, cropHeight, flipY) * high
  return {
    box: { minX: x, minY: y, maxX: x + width, maxY: y + height },
    whole: { minX, minY, maxX: minX + wide, maxY: minY + high },
  }
}

/** What has to be set so that the element shows this part. What stays in sight stays where it is. */
export function cropChanges(element: ImageElement, { box, whole }: Crop): ElementChanges {
  const wide = whole.maxX - whole.minX || 1
  const high = whole.maxY - whole.minY || 1
  const width = box.maxX - box.minX
  const height = box.maxY - box.minY
  const part = {
    cropWidth: clamp(width / wide, 0, 1),
    cropHeight: clamp(height / high, 0, 1),
  }
  const fromX = clamp((box.minX - whole.minX) / wide, 0, 1 - part.cropWidth)
  const fromY = clamp((box.minY - whole.minY) / high, 0, 1 - part.cropHeight)
  // The element turns about the middle of what is seen, which is another one now.
  const center = rotate(boxCenter(box), boxCenter(cropOf(element).box), element.rotation)
  return {
    x: center.x - width / 2,
    y: center.y - height / 2,
    width,
    height,
    cropX: clamp(seen(fromX, part.cropWidth, element.flipX), 0, 1),
    cropY: clamp(seen(fromY, part.cropHeight, element.flipY), 0, 1),
    ...part,
  }
}

/** All of a picture, as it lies below the part that is seen. */
export function wholePicture(element: ImageElement): ImageElement {
  const { whole } = cropOf(element)
  return { ...element, ...cropChanges(element, { box: whole, whole }) } as ImageElement
}

/**
 * The box pulled by a side or corner; it stays within the picture.
 * @param by how far, along the unturned sides @param least the shortest side that is left. Both in board units
 */
export function pulled({ box, whole }: Crop, side: Side, by: Vector, least: number): Crop {
  const { minX, minY, maxX, maxY } = box
  const low = (size: number) => Math.min(least, size)
  return {
    whole,
    box: {
      minX: side.x < 0 ? clamp(minX + by.x, whole.minX, maxX - low(maxX - minX)) : minX,
      minY: side.y < 0 ? clamp(minY + by.y, whole.minY, maxY - low(maxY - minY)) : minY,
      maxX: side.x > 0 ? clamp(maxX + by.x, minX + low(maxX - minX), whole.maxX) : maxX,
      maxY: side.y > 0 ? clamp(maxY + by.y, minY + low(maxY - minY), whole.maxY) : maxY,
    },
  }
}

/** The picture pushed about below its box, which it keeps covering. @param by how far, along the unturned sides */
export function pushed({ box, whole }: Crop, by: Vector): Crop {
  const dx = clamp(by.x, box.maxX - whole.maxX, box.minX - whole.minX)
  const dy = clamp(by.y, box.maxY - whole.maxY, box.minY - whole.minY)
  return {
    box,
    whole: {
      minX: whole.minX + dx,
      minY: whole.minY + dy,
      maxX: whole.maxX + dx,
      maxY: whole.maxY + dy,
    },
  }
}
