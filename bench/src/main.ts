/*
 * `npm run bench -- <name> [options]`: each benchmark is a module with `run(args)`. Loaded on demand, because each brings
 * its own libraries.
 */
type Benchmark = () => Promise<{ run(args: readonly string[]): Promise<void> }>

const benchmarks: Readonly<Record<string, Benchmark>> = {
  ink: () => import('./ink.ts'),
  boards: () => import('./boards.ts'),
  join: () => import('./join.ts'),
  reconnect: () => import('./reconnect.ts'),
  presence: () => import('./presence.ts'),
  curve: () => import('./curve.ts'),
  open: () => import('./open.ts'),
  scaling: () => import('./scaling.ts'),
  export: () => import('./export.ts'),
  'cold-boards': () => import('./cold-boards.ts'),
  render: () => import('../render/render.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const load = benchmarks[name]
if (!load) {
  console.error(`npm run bench -- <${Object.keys(benchmarks).join(' | ')}> [options]; see bench/README.md`)
  process.exit(1)
}
await (await load()).run(args)
// Servers that were measured are stopped by now; sockets of the last run may still linger.
process.exit(0)
