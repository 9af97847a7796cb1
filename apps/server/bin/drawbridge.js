// Plain JavaScript that every Node can read, so that a Node that is too old says so instead of showing a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 12)) {
  console.error(
    `Drawbridge needs Node 24.12 or newer, this is ${process.versions.node}: run "npm start", which brings its own, or install a newer Node.`,
  )
  process.exit(1)
}
// What a start may say of memory, and nothing later. Whoever says it otherwise, here or in NODE_OPTIONS, is heard.
const memoryFlags = {
  // How far the space for young objects may grow. Node lets it grow to 128 MB, more than all else that an idle server
  // holds; from here on a larger one makes the server no faster. Megabytes, for each of its three parts.
  'max-semi-space-size': 8,
  // By how many percent the rest may grow before it is cleaned again: boards at rest last, and what Node lets it grow to
  // beyond them is not used. Much less makes a crowd's ink dearer.
  'heap-growing-percent': 100,
}
const said = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ')
const missing = Object.entries(memoryFlags).flatMap(([name, value]) =>
  said.includes(name) ? [] : [`--${name}=${value}`],
)
if (missing.length > 0 && process.platform !== 'win32')
  process.execve(process.execPath, [
    process.execPath,
    ...missing,
    ...process.execArgv,
    ...process.argv.slice(1),
  ])
// Keeps what was compiled, so that the next start needs less of the processor, and 20 MB less: what strips types is not
// loaded. Written now, for servers that are killed. A dynamic import: old Nodes lack it.
const { enableCompileCache, flushCompileCache } = await import('node:module')
enableCompileCache()
await import('../src/main.ts')
flushCompileCache()
