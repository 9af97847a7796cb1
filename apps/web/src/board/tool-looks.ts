import ArrowUpRight from '@lucide/svelte/icons/arrow-up-right'
import Circle from '@lucide/svelte/icons/circle'
import Cloud from '@lucide/svelte/icons/cloud'
import Diamond from '@lucide/svelte/icons/diamond'
import Eraser from '@lucide/svelte/icons/eraser'
import Frame from '@lucide/svelte/icons/frame'
import Hand from '@lucide/svelte/icons/hand'
import Hexagon from '@lucide/svelte/icons/hexagon'
import Highlighter from '@lucide/svelte/icons/highlighter'
import Image from '@lucide/svelte/icons/image'
import Lasso from '@lucide/svelte/icons/lasso'
import MousePointer2 from '@lucide/svelte/icons/mouse-pointer-2'
import Pencil from '@lucide/svelte/icons/pencil'
import Slash from '@lucide/svelte/icons/slash'
import Square from '@lucide/svelte/icons/square'
import Star from '@lucide/svelte/icons/star'
import StickyNote from '@lucide/svelte/icons/sticky-note'
import Triangle from '@lucide/svelte/icons/triangle'
import Type from '@lucide/svelte/icons/type'
import Wand from '@lucide/svelte/icons/wand'
import Workflow from '@lucide/svelte/icons/workflow'
import type { ToolName } from '@drawbridge/editor'
import { toolNames } from '@drawbridge/editor'

export type Icon = typeof Hand

/** How each tool looks in the toolbar; what it is called is the message of its name. */
const looks: Readonly<Record<string, Icon>> = {
  select: MousePointer2,
  lasso: Lasso,
  hand: Hand,
  pen: Pencil,
  highlighter: Highlighter,
  eraser: Eraser,
  laser: Wand,
  rectangle: Square,
  ellipse: Circle,
  diamond: Diamond,
  triangle: Triangle,
  star: Star,
  hexagon: Hexagon,
  cloud: Cloud,
  line: Slash,
  arrow: ArrowUpRight,
  elbow: Workflow,
  text: Type,
  note: StickyNote,
  frame: Frame,
  image: Image,
}

export function toolIcon(tool: ToolName): Icon {
  return looks[tool] ?? Pencil
}

/** Where there is room; `shapes` stands for the menu of further shapes. */
const wide = [
  ...['select', 'lasso', 'hand', 'pen', 'highlighter', 'eraser', 'laser', 'rectangle', 'ellipse', 'shapes'],
  ...['arrow', 'line', 'elbow', 'text', 'note', 'frame', 'image'],
]
const furtherShapes = ['diamond', 'triangle', 'star', 'hexagon', 'cloud']
/** On a phone, before the menu of all others. */
const narrow = ['select', 'hand', 'pen', 'eraser', 'rectangle', 'arrow', 'text']

const isTool = (name: string): name is ToolName => toolNames.some((tool) => tool === name)

/** A tool, or those that are behind a menu. */
export type ToolbarPlace = ToolName | readonly ToolName[]

/** What the toolbar shows, in order: only tools that there are. */
export function toolbarPlaces(isWide: boolean, readOnly: boolean): readonly ToolbarPlace[] {
  if (readOnly) return ['select', 'hand', 'laser'].filter(isTool)
  if (isWide)
    return wide.flatMap<ToolbarPlace>((name) => {
      if (name !== 'shapes') return isTool(name) ? [name] : []
      const shapes = furtherShapes.filter(isTool)
      return shapes.length > 0 ? [shapes] : []
    })
  const shown = narrow.filter(isTool)
  const rest = [...new Set([...wide, ...furtherShapes])]
    .filter(isTool)
    .filter((name) => !shown.includes(name))
  return rest.length > 0 ? [...shown, rest] : shown
}
