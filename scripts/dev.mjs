// npm run dev: the server restarts when its source changes, the page reloads itself.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installPackages, pinnedNode, root, toolEnv } from './setup.mjs'

await installPackages()
const inherit = { cwd: root, env: toolEnv, stdio: 'inherit' }
const children = [
  spawn(pinnedNode, ['--watch', '--watch-preserve-output', 'apps/server/bin/drawbridge.js'], inherit),
  spawn('vite', [], { ...inherit, cwd: join(root, 'apps/web') }),
]

const end = () => children.forEach((child) => child.kill('SIGTERM'))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
for (const child of children) child.on('exit', end)
