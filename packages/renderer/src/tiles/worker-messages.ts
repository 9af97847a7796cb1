import type { ElementId } from '@drawbridge/board'
import type { Done, Job, Look } from './messages.ts'
import type { PackedElements } from './packed-elements.ts'

/** What a page tells the worker that paints for it. */
export type ToWorker =
  | { readonly type: 'clear' }
  | { readonly type: 'change'; readonly revision: number; readonly put: PackedElements; readonly gone: readonly ElementId[] } // prettier-ignore
  | { readonly type: 'look'; readonly look: Look }
  | { readonly type: 'ask'; readonly jobs: readonly Job[]; readonly isAhead: boolean }
  | { readonly type: 'picture'; readonly file: string; readonly bitmap: ImageBitmap }
  | { readonly type: 'progress'; readonly file: string; readonly progress: number | undefined }

/** What the worker tells. */
export type FromWorker =
  | ({ readonly type: 'painted'; readonly bitmap: ImageBitmap | undefined } & Done)
  /** A picture is to be painted this wide, in device pixels. */
  | { readonly type: 'wanted'; readonly file: string; readonly pixels: number }
  | { readonly type: 'failed'; readonly reason: string }
