import { boardPoint, boxContainsPoint, isEmptyBox, screenPoint } from '@drawbridge/geometry'
import type { ScreenPoint } from '@drawbridge/geometry'
import { boundsOf } from './bounds.ts'
import type { Editor } from './editor.ts'
import { hitTest } from './hit-test.ts'
import type { ContextPress } from './input.ts'

/** Screen pixels within which a press for a menu still hits. */
const reach = { mouse: 6, pen: 8, touch: 12 }

/** Selects what a menu that is asked for here is about: the selection where the press is on it, else what lies there. */
export function selectForMenu(editor: Editor, { screen, pointerType }: ContextPress): void {
  const point = editor.viewport.toBoard(screen)
  const hit = hitTest(editor.board, point, reach[pointerType] / editor.viewport.zoom)
  if (hit && editor.selection.has(hit.id)) return
  if (hit) {
    editor.setTool('select')
    editor.select([hit.id])
    return
  }
  const { selected } = editor
  const isOnSelection = selected.length > 0 && boxContainsPoint(boundsOf(selected, editor.board), point)
  if (!isOnSelection) editor.select([])
}

/** Where a menu opens that a key asks for, in screen pixels: at what is selected, else in the middle of the canvas. */
export function menuPoint(editor: Editor): ScreenPoint {
  const { width, height } = editor.size
  const box = boundsOf(editor.selected, editor.board)
  if (isEmptyBox(box)) return screenPoint(width / 2, height / 2)
  const middle = boardPoint((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)
  const { x, y } = editor.viewport.toScreen(middle)
  return screenPoint(Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height))
}
