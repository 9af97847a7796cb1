// Plain JavaScript that every Node can read, so that a Node that is too old says so instead of showing a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 12)) {
  console.error(
    `Drawbridge needs Node 24.12 or newer, this is ${process.versions.node}: run "npm start", which brings its own, or install a newer Node.`,
  )
  process.exit(1)
}
// Keeps what was compiled, so that the next start needs less of the processor. A dynamic import: old Nodes lack it.
const { enableCompileCache } = await import('node:module')
enableCompileCache()
await import('../src/main.ts')
