import type { ElementId, ImageElement } from '@drawbridge/board'
import type { Crop, Cropping } from './cropping.ts'
import { cropChanges } from './cropping.ts'
import { StreamedChanges } from './tools/select/streamed-changes.ts'
import type { ToolContext } from './tools/tool.ts'

/** From when a picture is opened for cropping until it is closed: all of it is one undo step. */
export class CropSession implements Cropping {
  readonly id: ElementId
  readonly #context: ToolContext
  readonly #stream: StreamedChanges

  constructor(context: ToolContext, element: ImageElement) {
    this.id = element.id
    this.#context = context
    this.#stream = new StreamedChanges(context, [element])
  }

  get element(): ImageElement | undefined {
    const element = this.#context.board.get(this.id)
    return element?.type === 'image' ? element : undefined
  }

  want(element: ImageElement, crop: Crop): void {
    const changes = cropChanges(element, crop)
    this.#stream.want(() => changes)
  }

  flush(): void {
    this.#stream.flush()
  }

  /** Makes the picture what it was, and leaves no step. */
  takeBack(): void {
    this.#stream.takeBack()
  }
}
