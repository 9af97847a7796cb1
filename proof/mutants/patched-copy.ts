import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Guard, Mutant } from './mutants.ts'

const root = join(import.meta.dirname, '../..')
const parts = [
  'apps',
  'packages',
  'proof',
  'scripts',
  'package.json',
  'tsconfig.base.json',
  'vitest.config.ts',
]
/** Some mutants are noticed by nothing happening any more. Milliseconds. */
const testLimit = '40000'
/** Long enough for the slowest guard on a busy machine. Milliseconds. */
const limit = 300_000

export interface Verdict {
  readonly ok: boolean
  readonly output: string
}

/** A copy of the sources in which one change at a time is made and the tests are run. */
export class PatchedCopy {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async make(): Promise<PatchedCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'drawbridge-mutants-'))
    const filter = (source: string) => !/[/\\](node_modules|dist|\.svelte-kit)([/\\]|$)/.test(source)
    for (const part of parts) await cp(join(root, part), join(folder, part), { recursive: true, filter })
    await linkPackages(folder)
    return new PatchedCopy(folder)
  }

  /** Runs what must hold the promise, with the mutant in the place of the code. Throws when the mutant does not fit the code any more. */
  async run({ file, find, replace, guard }: Mutant): Promise<Verdict> {
    const path = join(this.#folder, file)
    const code = await readFile(path, 'utf8')
    if (code.split(find).length !== 2) throw new Error(`${file} has not exactly once:\n${find}`)
    await writeFile(
      path,
      code.replace(find, () => replace),
    )
    try {
      return await this.#execute(commandOf(guard))
    } finally {
      await writeFile(path, code)
    }
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  #execute([program, ...args]: readonly [string, ...string[]]): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      let output = ''
      // Run by a test runner or not, the runner in here is one of its own.
      const env = Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')),
      )
      const options = {
        cwd: this.#folder,
        env: { ...env, NO_COLOR: '1' },
        timeout: limit,
        killSignal: 'SIGKILL',
      } as const
      const child = spawn(program, args, options)
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => (output += data.toString()))
      child.on('error', reject)
      child.on('close', (code) => resolve({ ok: code === 0, output }))
    })
  }
}

/** The same dependencies, but our own packages are those of the copy. */
async function linkPackages(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules')
  await mkdir(modules)
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== '@drawbridge') await symlink(join(root, 'node_modules', name), join(modules, name))
  await mkdir(join(modules, '@drawbridge'))
  for (const group of ['packages', 'apps'])
    for (const name of await readdir(join(folder, group)))
      if (existsSync(join(folder, group, name, 'package.json')))
        await symlink(join(folder, group, name), join(modules, '@drawbridge', name))
}

function commandOf(guard: Guard): [string, ...string[]] {
  if ('schedules' in guard)
    return [
      process.execPath,
      'proof/simulation/main.ts',
      '--until-broken',
      '--schedules',
      String(guard.schedules),
    ]
  const vitest = 'node_modules/vitest/vitest.mjs'
  const named = guard.name === undefined ? [] : ['--testNamePattern', guard.name]
  return [
    process.execPath,
    vitest,
    'run',
    '--bail',
    '1',
    '--testTimeout',
    testLimit,
    '--project',
    guard.project,
    guard.tests,
    ...named,
  ]
}
