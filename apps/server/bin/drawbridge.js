// Plain JavaScript that every Node can read, so that a Node that is too old says so instead of showing a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 12)) {
  console.error(
    `Drawbridge needs Node 24.12 or newer, this is ${process.versions.node}: run "npm start", which brings its own, or install a newer Node.`,
  )
  process.exit(1)
}
// How far the space for young objects may grow. Node lets it grow to 128 MB, more than all else that an idle server holds;
// from here on a larger one makes the server no faster. Megabytes, for each of its three parts.
const youngSpace = '--max-semi-space-size=8'
const isSet = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((text) =>
  text.includes('max-semi-space-size'),
)
// Becomes the same program with that: only a start can set it.
if (!isSet && process.platform !== 'win32')
  process.execve(process.execPath, [
    process.execPath,
    youngSpace,
    ...process.execArgv,
    ...process.argv.slice(1),
  ])
// Keeps what was compiled, so that the next start needs less of the processor. A dynamic import: old Nodes lack it.
const { enableCompileCache } = await import('node:module')
enableCompileCache()
await import('../src/main.ts')
