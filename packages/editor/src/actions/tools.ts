import type { Editor } from '../editor.ts'
import { toolNames } from '../tools/tool-name.ts'
import { tools } from '../tools/tools.ts'
import { table } from './action.ts'

/** Letters and digits as Excalidraw has them; most are tldraw's too. */
const keys: Readonly<Record<string, readonly string[]>> = {
  select: ['v', '1'],
  lasso: ['shift+d'],
  hand: ['h'],
  pen: ['p', '7'],
  highlighter: ['shift+p'],
  eraser: ['e', '0'],
  laser: ['k'],
  rectangle: ['r', '2'],
  diamond: ['d', '3'],
  ellipse: ['o', '4'],
  arrow: ['a', '5'],
  elbow: ['shift+a'],
  line: ['l', '6'],
  text: ['t', '8'],
  note: ['n', 's'],
  frame: ['f'],
  image: ['9'],
}

/** One for each tool. */
export const toolActions = table(
  toolNames.map((tool) => ({
    name: `tools.${tool}` as const,
    group: 'tools' as const,
    keys: keys[tool] ?? [],
    edits: tools[tool].edits,
    available: () => true,
    checked: (editor: Editor) => editor.tool === tool,
    run: (editor: Editor) => editor.setTool(tool),
  })),
)
