import { load, store } from '../storage.ts'

const most = 6

/** Names of what was chosen in the palette before, the last first. */
export function recentCommands(): string[] {
  const stored = load('commands')
  return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : []
}

export function rememberCommand(name: string): void {
  store('commands', [name, ...recentCommands().filter((other) => other !== name)].slice(0, most))
}
