// npm start: brings what is missing, builds what changed, and becomes the server.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { build, installPackages, pinnedNode, root, stop } from './setup.mjs'

await installPackages()
if (!(await build()))
  stop('The web client could not be built: correct what is said above, then run this again.')

const server = spawn(pinnedNode, ['apps/server/bin/drawbridge.js', ...process.argv.slice(2)], {
  cwd: root,
  // What Node compiled last time it need not compile again: a quarter of the server's start.
  env: { NODE_COMPILE_CACHE: join(root, '.cache/node'), ...process.env },
  stdio: 'inherit',
})

// The server decides how to go; this process only waits for it. A terminal sends Ctrl-C to both already, and a second
// one would tell the server to hurry.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) server.kill('SIGINT')
})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))

server.on('error', (error) =>
  stop(`The pinned Node does not run (${error.message}): delete node_modules and run this again.`),
)
server.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
