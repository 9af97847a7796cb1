import type { ImageElement } from '@drawbridge/board'
import type { Editor } from '../editor.ts'
import { isFree } from '../hit-test.ts'
import { table } from './action.ts'

/** The picture that alone is selected, if it can be changed. */
function selectedPicture({ selected }: Editor): ImageElement | undefined {
  const [only, other] = selected
  return only?.type === 'image' && !other && isFree(only) ? only : undefined
}

const isCropped = ({ cropWidth, cropHeight }: ImageElement) => cropWidth < 1 || cropHeight < 1

export const imageActions = table([
  {
    name: 'images.crop',
    group: 'edit',
    keys: ['enter'],
    edits: true,
    available: (editor: Editor) => editor.cropping === undefined && selectedPicture(editor) !== undefined,
    run: (editor: Editor) => editor.crop(selectedPicture(editor)?.id ?? ''),
  },
  {
    name: 'images.cropDone',
    group: 'edit',
    keys: ['enter'],
    edits: true,
    available: (editor) => editor.cropping !== undefined,
    run: (editor) => editor.endCropping(),
  },
  {
    name: 'images.resetCrop',
    group: 'edit',
    keys: [],
    edits: true,
    available(editor) {
      const picture = selectedPicture(editor)
      return picture !== undefined && isCropped(picture)
    },
    run: (editor) => editor.resetCrop(selectedPicture(editor)?.id ?? ''),
  },
])

/** Board units for a press. */
const trim = 10

const sides = [
  { name: 'images.trimRight', key: 'alt+arrowleft', side: { x: 1, y: 0 }, by: { x: -trim, y: 0 } },
  { name: 'images.trimLeft', key: 'alt+arrowright', side: { x: -1, y: 0 }, by: { x: trim, y: 0 } },
  { name: 'images.trimBottom', key: 'alt+arrowup', side: { x: 0, y: 1 }, by: { x: 0, y: -trim } },
  { name: 'images.trimTop', key: 'alt+arrowdown', side: { x: 0, y: -1 }, by: { x: 0, y: trim } },
] as const

/** Cropping without a pointer; the arrows alone push the picture about. */
export const trimActions = table(
  sides.map(({ name, key, side, by }) => ({
    name,
    group: 'edit' as const,
    keys: [key],
    edits: true,
    available: (editor: Editor) => editor.cropping !== undefined,
    run: (editor: Editor) => editor.trim(side, by),
  })),
)
