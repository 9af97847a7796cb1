// Shows that the guards bite: each forbidden thing fails the very command and configuration that `npm test` runs.
// The forbidden code lives in a small copy of the tree, so the real one never holds it.
import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'

const root = dirname(import.meta.dirname)
const GUARDS = [
  'package.json',
  'tsconfig.base.json',
  'eslint.config.js',
  '.dependency-cruiser.cjs',
  'scripts/lint',
]

const SOUND = {
  'packages/geometry/src/index.ts': `export { origin } from './point.ts'`,
  'packages/geometry/src/point.ts': `export const origin = { x: 0, y: 0 }`,
  'packages/board/src/index.ts': `import { origin } from '@drawbridge/geometry'\nexport const start = origin`,
  'packages/protocol/src/index.ts': `export type { start } from '@drawbridge/board'`,
  'packages/client/src/index.ts': `export { start } from '@drawbridge/board'\nexport const greet = (to: string) => to`,
  'packages/testkit/src/index.ts': `export { greet } from '@drawbridge/client'`,
  'packages/client/tsconfig.json': `{ "extends": "../../tsconfig.base.json", "include": ["src"] }`,
  'apps/server/tsconfig.json': `{ "extends": "../../tsconfig.base.json", "include": ["src"] }`,
  'apps/server/src/main.ts': `import { start } from '@drawbridge/board'\nimport { log } from './log/log.ts'\nlog(start)`,
  'apps/server/src/log/log.ts': `import { join } from 'node:path'\nexport const log = (entry: unknown) => join(String(entry))`,
  'apps/web/src/Page.svelte': `<script lang="ts">\n  import { start } from '@drawbridge/board'\n  const x: number = start.x\n</script>\n\n<p>{x}</p>\n`,
}

let template
const trees = []

/** A small repo with the real guards around sound code, plus the given files. */
async function plant(files = {}) {
  const tree = template ? join(dirname(template), `tree-${trees.length}`) : join(trees[0], 'template')
  trees.push(tree)
  if (template) await cp(template, tree, { recursive: true, verbatimSymlinks: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), `${text}\n`)
  }
  return tree
}

async function foldersUnder(path) {
  const entries = await readdir(join(root, path), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${path}/${entry.name}`)
}

beforeAll(async () => {
  const home = await mkdtemp(join(tmpdir(), 'drawbridge-guards-'))
  trees.push(home)
  const tree = join(home, 'template')
  for (const path of GUARDS) await cp(join(root, path), join(tree, path), { recursive: true })
  const packages = await foldersUnder('packages')
  for (const folder of [...packages, ...(await foldersUnder('apps')), 'e2e', 'bench', 'proof']) {
    await cp(join(root, folder, 'package.json'), join(tree, folder, 'package.json'))
  }
  // npm packages are the installed ones; our own must be the copy's, or its arrows would leave the tree.
  await mkdir(join(tree, 'node_modules/@drawbridge'), { recursive: true })
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== '@drawbridge')
      await symlink(join(root, 'node_modules', name), join(tree, 'node_modules', name))
  }
  for (const folder of packages) {
    await symlink(join('../..', folder), join(tree, 'node_modules/@drawbridge', folder.split('/')[1]))
  }
  await plant(SOUND)
  template = tree
})

afterAll(async () => {
  if (trees[0]) await rm(trees[0], { recursive: true, force: true })
})

/** Runs one of package.json's scripts in a planted tree. */
async function run(script, files) {
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: await plant(files),
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { passed: code === 0, output }
}

describe.concurrent('dependency rules', { timeout: 60_000 }, () => {
  const check = (files) => run('check:dependencies', files)

  test('pass sound code', async ({ expect }) => {
    const { passed, output } = await check()
    expect(output).toContain('no dependency violations found')
    expect(passed).toBe(true)
  })

  test('refuse an import against the table', async ({ expect }) => {
    const { passed, output } = await check({
      'packages/board/src/up.ts': `import { greet } from '@drawbridge/client'\nexport const hello = greet('me')`,
    })
    expect(output).toContain('table: packages/board: packages/board/src/up.ts')
    expect(passed).toBe(false)
  })

  test('refuse a circular import', async ({ expect }) => {
    const { passed, output } = await check({
      'packages/geometry/src/a.ts': `import { b } from './b.ts'\nexport const a = () => b`,
      'packages/geometry/src/b.ts': `import { a } from './a.ts'\nexport const b = () => a`,
    })
    expect(output).toContain('no cycles: packages/geometry/src/a.ts')
    expect(passed).toBe(false)
  })

  test('refuse every other wrong arrow', async ({ expect }) => {
    const { passed, output } = await check({
      'packages/geometry/src/a.ts': `import type { B } from './b.ts'\nexport type A = B[]`,
      'packages/geometry/src/b.ts': `import type { A } from './a.ts'\nexport type B = A[]`,
      'packages/board/src/inner.ts': `import { origin } from '../../geometry/src/point.ts'\nexport const o = origin`,
      'packages/board/src/kit.ts': `import { greet } from '@drawbridge/testkit'\nexport const g = greet`,
      'packages/board/src/kit.test.ts': `import { greet } from '@drawbridge/testkit'\nexport const g = greet`,
      'packages/board/src/node.ts': `import { join } from 'node:path'\nexport const j = join`,
      'packages/board/src/unlisted.ts': `import { io } from 'socket.io-client'\nexport const i = io`,
      'packages/board/src/develop.ts': `import fc from 'fast-check'\nexport const f = fc`,
      'packages/board/src/gone.ts': `import { gone } from './nowhere.ts'\nexport const g = gone`,
      'packages/board/src/dead.ts': `export const dead = true`,
      'packages/attic/src/index.ts': `export { origin } from '@drawbridge/geometry'`,
      'apps/web/src/Up.svelte': `<script lang="ts">\n  import { log } from '../../server/src/log/log.ts'\n  log(1)\n</script>`,
      'apps/server/src/log/up.ts': `import { open } from '../boards/open.ts'\nexport const o = open`,
      'apps/server/src/boards/open.ts': `import { app } from '../app.ts'\nexport const open = app`,
      'apps/server/src/app.ts': `export const app = 1`,
    })
    expect(passed).toBe(false)
    for (const violation of [
      'no cycles: packages/geometry/src/a.ts',
      'packages have one door: packages/board/src/inner.ts',
      'table: packages/board: packages/board/src/kit.ts',
      'no Node in shared packages: packages/board/src/node.ts',
      'listed npm packages only: packages/board/src/unlisted.ts',
      'development packages stay out of shipped code: packages/board/src/develop.ts',
      'imports lead somewhere: packages/board/src/gone.ts',
      'no orphans: packages/board/src/dead.ts',
      'every folder is in the table: packages/attic/src/index.ts',
      'table: apps/web: apps/web/src/Up.svelte',
      'server layers: log: apps/server/src/log/up.ts',
      'server layers: boards: apps/server/src/boards/open.ts',
    ]) {
      expect(output).toContain(violation)
    }
    expect(output).not.toContain('kit.test.ts')
  })
})

describe.concurrent('lint', { timeout: 60_000 }, () => {
  const check = (files) => run('check:lint', files)

  test('passes sound code', async ({ expect }) => {
    expect(await check()).toEqual({ passed: true, output: '' })
  })

  test('refuses Math.random in a pure package, and every other forbidden thing', async ({ expect }) => {
    const { passed, output } = await check({
      'packages/geometry/src/dice.ts': `export const dice = () => Math.random()`,
      'packages/board/src/now.ts': `export const now = () => [Date.now(), new Date(), performance.now()]`,
      'packages/board/src/declared.ts': `declare const crypto: { randomUUID(): string }\nexport const id = () => crypto.randomUUID()`,
      'packages/client/src/core/wait.ts': `export const wait = (go: () => void) => setTimeout(go, 1)`,
      'packages/board/src/dice.test.ts': `export const dice = Math.random()`,
      'packages/board/src/board-utils.ts': `export const twice = (x: number) => 2 * x`,
      'packages/renderer/src/index.ts': `console.log('painted')`,
      'apps/server/src/http/lost.ts': `const save = async () => 1\nexport const close = () => {\n  save()\n}`,
    })
    expect(passed).toBe(false)
    const perFile = Object.fromEntries(
      output
        .split(/\n\n/)
        .map((block) => [/([^/\n]+[.]ts)\n/.exec(block)?.[1], block.match(/ {2}error {2}/g)?.length]),
    )
    expect(perFile).toMatchObject({
      'dice.ts': 1,
      'now.ts': 3,
      'declared.ts': 1,
      'wait.ts': 1,
      'dice.test.ts': 1,
      'board-utils.ts': 1,
      'index.ts': 1,
      'lost.ts': 1,
    })
    expect(output).toContain('pass time/ids/randomness in')
    expect(output).toContain('no-floating-promises')
  })
})
