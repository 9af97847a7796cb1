import type { ElementId } from '@drawbridge/board'
import { elementBox, placed } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { boxesOverlap, isEmptyBox, rotatedBounds } from '@drawbridge/geometry'
import type { Guide, Parts, Snapped, SnapTargets } from './snapping.ts'
import { noSnap, snapBox } from './snapping.ts'
import type { ToolContext } from './tools/tool.ts'
import type { Viewport } from './viewport.ts'

/** Screen pixels from which something comes into line. */
const threshold = 6
/** In a crowd everything is in line with something. */
const mostTargets = 500
/** Board units between two lines of the grid at zoom 1. */
export const gridStep = 20

const noGuides: readonly Guide[] = []

/** Brings what a hand moves into line, as its owner has chosen; Control inverts the choice. */
export class Snapper {
  guides = noGuides
  readonly #context: ToolContext
  readonly #moving: ReadonlySet<ElementId>
  #targets: { readonly viewport: Viewport; readonly boxes: readonly Box[] } | undefined

  /** @param moving ids of what moves, which is no target itself */
  constructor(context: ToolContext, moving: ReadonlySet<ElementId>) {
    this.#context = context
    this.#moving = moving
  }

  /** How the box has to move. @param inverted whether Control is held */
  snap(box: Box, inverted: boolean, parts?: { readonly x: Parts; readonly y: Parts }): Snapped {
    const { zoom } = this.#context.viewport
    const targets = this.#chosen(inverted)
    const snapped = targets ? snapBox(box, targets, threshold / zoom, parts) : noSnap
    this.guides = snapped.guides
    return snapped
  }

  /** Where a point has to go, looking only along the directions in which it is free. */
  snapPoint({ x, y }: Vector, inverted: boolean, free = { x: true, y: true }): Vector {
    const parts = { x: free.x ? edge : none, y: free.y ? edge : none }
    const snapped = this.snap({ minX: x, maxX: x, minY: y, maxY: y }, inverted, parts)
    return { x: x + snapped.x, y: y + snapped.y }
  }

  #chosen(inverted: boolean): SnapTargets | undefined {
    const { snapToElements, snapToGrid } = this.#context.options
    const nothing = !snapToElements && !snapToGrid
    if (inverted !== nothing) return undefined
    // Control with nothing chosen brings into line with elements.
    return {
      boxes: snapToElements || nothing ? this.#boxes() : [],
      grid: snapToGrid ? gridStep : 0,
    }
  }

  /** Of what is in view. */
  #boxes(): readonly Box[] {
    const { board, viewport, visible } = this.#context
    if (this.#targets?.viewport === viewport) return this.#targets.boxes
    const boxes: Box[] = []
    for (const element of board.touching(visible)) {
      if (this.#moving.has(element.id) || element.type === 'line' || element.type === 'stroke') continue
      const box = rotatedBounds(elementBox(placed(element, board)), element.rotation)
      if (isEmptyBox(box) || !boxesOverlap(box, visible)) continue
      boxes.push(box)
      if (boxes.length >= mostTargets) break
    }
    this.#targets = { viewport, boxes }
    return boxes
  }
}

const edge: Parts = ['max']
const none: Parts = []
