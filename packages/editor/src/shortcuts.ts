import type { KeyInput } from './input.ts'
import type { ToolName } from './tools/tool-name.ts'

/** What keys can ask for. */
export interface Commands {
  setTool(name: ToolName): void
  undo(): void
  redo(): void
  selectAll(): void
  duplicateSelection(): void
  deleteSelection(): void
  /** In board units. */
  nudge(dx: number, dy: number, repeat: boolean): void
  escape(): void
  zoomIn(): void
  zoomOut(): void
  zoomTo(zoom: number): void
  zoomToFit(): void
}

type Command = (commands: Commands) => void

/** Letters and digits as Excalidraw has them; most are tldraw's too. */
const toolKeys: Readonly<Record<string, ToolName>> = {
  v: 'select',
  h: 'hand',
  p: 'pen',
  e: 'eraser',
  r: 'rectangle',
  o: 'ellipse',
  l: 'line',
  t: 'text',
  1: 'select',
  2: 'rectangle',
  4: 'ellipse',
  6: 'line',
  7: 'pen',
  8: 'text',
  0: 'eraser',
}

const plainKeys: Readonly<Record<string, Command>> = {
  delete: (commands) => commands.deleteSelection(),
  backspace: (commands) => commands.deleteSelection(),
  escape: (commands) => commands.escape(),
}

const ctrlKeys: Readonly<Record<string, Command>> = {
  z: (commands) => commands.undo(),
  y: (commands) => commands.redo(),
  a: (commands) => commands.selectAll(),
  d: (commands) => commands.duplicateSelection(),
  '+': (commands) => commands.zoomIn(),
  '=': (commands) => commands.zoomIn(),
  '-': (commands) => commands.zoomOut(),
  0: (commands) => commands.zoomTo(1),
}

const ctrlShiftKeys: Readonly<Record<string, Command>> = {
  z: (commands) => commands.redo(),
  '+': (commands) => commands.zoomIn(),
  _: (commands) => commands.zoomOut(),
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  arrowleft: [-1, 0],
  arrowright: [1, 0],
  arrowup: [0, -1],
  arrowdown: [0, 1],
}

/** The key as it reads on a Latin keyboard, in lower case. */
function latinKey({ key, code }: KeyInput): string {
  const name = key.toLowerCase()
  const isForeignLetter = name.length === 1 && name > '\u007f'
  return isForeignLetter && code?.startsWith('Key') ? code.slice(3).toLowerCase() : name
}

/** What a pressed key means; undefined when it means nothing here. */
export function shortcut(input: KeyInput): Command | undefined {
  const key = latinKey(input)
  if (input.ctrl) {
    if (input.alt) return undefined
    return (input.shift ? ctrlShiftKeys : ctrlKeys)[key]
  }
  const arrow = arrows[key]
  if (arrow) {
    const [dx, dy] = arrow
    const units = input.shift ? 10 : 1
    return (commands) => commands.nudge(dx * units, dy * units, input.repeat)
  }
  if (input.alt) return undefined
  if (input.shift) return input.code === 'Digit1' ? (commands) => commands.zoomToFit() : undefined
  const tool = toolKeys[key]
  if (tool) return (commands) => commands.setTool(tool)
  return plainKeys[key]
}
