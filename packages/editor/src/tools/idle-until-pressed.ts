import type { Sample, Tool, ToolState, ToolContext } from './tool.ts'

/** The idle state of a tool that does nothing before it is pressed. */
export function idleUntilPressed(
  begin: (context: ToolContext, pressed: Sample, idle: ToolState) => ToolState,
): Tool['idle'] {
  return (context) => {
    const idle: ToolState = { name: 'idle', down: (pressed) => begin(context, pressed, idle) }
    return idle
  }
}
