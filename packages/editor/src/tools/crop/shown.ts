import type { Element } from '@drawbridge/board'
import { cropOf, wholePicture } from '../../cropping.ts'
import type { Handles, SelectionFrame } from '../../selection-handles.ts'
import { handlesShown } from '../../selection-handles.ts'
import type { ToolContext } from '../tool.ts'

/** How well what is cut off is seen. */
const cutOpacity = 0.35

/** The box that is pulled about; undefined when the picture is gone. */
export function cropFrame({ cropping }: ToolContext): SelectionFrame | undefined {
  const element = cropping?.element
  return element && { box: cropOf(element).box, rotation: element.rotation, turns: false }
}

export function cropHandles(context: ToolContext): Handles | undefined {
  const frame = cropFrame(context)
  return frame && handlesShown(frame, context.viewport.zoom)
}

/** All of the picture, so that one sees what there is to choose from. */
export function cropDraft({ cropping }: ToolContext): readonly Element[] | undefined {
  const element = cropping?.element
  return element && [{ ...wholePicture(element), opacity: element.opacity * cutOpacity }]
}
