// What `npm start` and `npm test` need before they can do anything. It runs on the machine's own Node and without
// packages, for it is what brings the packages and, as one of them, the pinned Node.
import { spawn } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

export const root = dirname(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname))

const bin = join(root, 'node_modules/.bin')
const otherPaths = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== bin)

/** The Node that everything of ours runs on, whatever the machine has. */
export const pinnedNode = join(root, 'node_modules/node/bin/node')

/** The environment for our tools: pinned Node first, nobody phones home. */
export const toolEnv = {
  ...process.env,
  PATH: [bin, ...otherPaths].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
}

/** Says in one sentence what to do, and ends. */
export function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** Runs a program to its end. Its output goes to `stdio`, or is returned when that is 'pipe'. */
export function run(command, args, { env = toolEnv, cwd = root, stdio = 'inherit', limitMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', stdio, stdio] })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    const timers = []
    if (limitMs) {
      timers.push(setTimeout(() => child.kill('SIGTERM'), limitMs))
      timers.push(setTimeout(() => child.kill('SIGKILL'), limitMs + 10_000))
    }
    // Whoever ends this process means its work, too.
    const end = () => child.kill('SIGTERM')
    const leave = () => process.exit(1)
    process.on('exit', end).on('SIGINT', leave).on('SIGTERM', leave)
    child.on('error', (error) => resolve({ ok: false, output: String(error) }))
    child.on('close', (code) => {
      process.off('exit', end).off('SIGINT', leave).off('SIGTERM', leave)
      timers.forEach(clearTimeout)
      resolve({ ok: code === 0, output })
    })
  })
}

/**
 * True when node_modules holds what package-lock.json says. npm writes its record of what it installed last of all,
 * so an interrupted install has none, and one done by hand counts.
 */
function packagesAreCurrent() {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record) || !existsSync(pinnedNode)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const found = present[path]
    // Optional ones are other platforms' binaries.
    if (!found) return path === '' || optional === true
    return found.version === version && found.integrity === integrity
  })
}

export async function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Node ${process.versions.node} is too old: install Node 20.19 or newer and run this again.`)
  }
  if (packagesAreCurrent()) return
  console.log('Installing packages (about half a minute) ...')
  // npm replaces node_modules, so it must not run on the Node in there.
  const env = { ...process.env, PATH: otherPaths.join(delimiter) }
  // The pinned Node and the build are development packages, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  // npm's own waits would keep a person without a network in the dark for more than a minute.
  args.push('--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000')
  const { ok, output } = await run('npm', args, { env, stdio: 'pipe' })
  if (ok && existsSync(pinnedNode)) return
  const log = keepLog('npm-ci.log', output)
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/.test(output)) {
    stop(
      `The npm registry cannot be reached: connect this machine or set npm's registry or proxy, then run this again (details in ${log}).`,
    )
  }
  stop(`\`npm ci\` failed: do what ${log} says, then run this again.`)
}

/** Builds what changed since the last build; silent unless it fails. Returns whether it went well. */
export async function build() {
  const { ok, output } = await run('turbo', ['run', 'build', '--output-logs=errors-only'], { stdio: 'pipe' })
  if (!ok) console.error(output)
  return ok
}

function keepLog(name, text) {
  const path = join('.cache', name)
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(join(root, path), text)
  return path
}

/** Programs that tests need from the system: where each is looked for, and the Debian package that brings it. */
const PROGRAMS = {
  redis: { variable: 'REDIS_SERVER', names: ['redis-server'], debian: 'redis-server' },
  haproxy: { variable: 'HAPROXY', names: ['haproxy'], debian: 'haproxy' },
  postgres: { variable: 'POSTGRES', names: ['postgres'], debian: 'postgresql' },
  chromium: {
    variable: 'PW_CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
  },
  firefox: { variable: 'PW_FIREFOX_PATH', names: ['firefox-esr', 'firefox'], debian: 'firefox-esr' },
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Debian keeps each version of PostgreSQL in a folder of its own, off the PATH. */
function postgresFolders() {
  const folder = '/usr/lib/postgresql'
  const versions = existsSync(folder) ? readdirSync(folder) : []
  return versions
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(folder, version, 'bin'))
}

function find(name) {
  // Daemons live in sbin, which is not on everybody's PATH.
  const folders = [...otherPaths, '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', ...postgresFolders()]
  return folders.map((folder) => join(folder, name)).find(isProgram)
}

function findProgram({ variable, names }) {
  const told = process.env[variable]
  if (told && !isProgram(told))
    stop(`${variable} is set to ${told}, which is no program: correct or unset it.`)
  return told ?? names.map(find).find(Boolean)
}

/**
 * Makes sure that the named programs are there, installing them where this process may.
 * @param {(keyof typeof PROGRAMS)[]} names
 * @returns {Promise<Record<string, string>>} environment variables that say where each one is
 */
export async function installPrograms(names) {
  const wanted = names
    // Playwright brings its own browsers where a person asked for that.
    .filter((name) => !(process.env.PW_BROWSERS === 'bundled' && ['chromium', 'firefox'].includes(name)))
    .map((name) => PROGRAMS[name])
  const missing = () => wanted.filter((program) => !findProgram(program))
  if (missing().length > 0) {
    const packages = missing().map((program) => program.debian)
    const mayInstall = process.getuid?.() === 0 && find('apt-get')
    if (mayInstall) {
      console.log(`Installing ${packages.join(', ')} with apt-get ...`)
      await aptInstall(packages)
    }
    if (missing().length > 0) {
      const hints = missing().map(({ names, variable }) => `${names[0]} (or set ${variable})`)
      stop(`These tests need programs that are not here: install ${hints.join(', ')}, then run this again.`)
    }
  }
  return Object.fromEntries(wanted.map((program) => [program.variable, findProgram(program)]))
}

async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env, stdio: 'pipe' })
  const allowDaemons = keepDaemonsFromStarting()
  try {
    const update = await apt('update')
    const install = await apt('install', '-y', '--no-install-recommends', ...packages)
    if (!install.ok) {
      const log = keepLog('apt-get.log', update.output + install.output)
      console.error(`apt-get could not install them (details in ${log}).`)
    }
  } finally {
    allowDaemons()
  }
}

/** Debian starts a daemon as soon as it is installed, unless this file forbids it. Returns what undoes it. */
function keepDaemonsFromStarting() {
  const policy = '/usr/sbin/policy-rc.d'
  const saved = `${policy}.drawbridge-saved`
  if (existsSync(policy)) renameSync(policy, saved)
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  const undo = () => {
    process.off('exit', undo)
    if (existsSync(saved)) renameSync(saved, policy)
    else rmSync(policy, { force: true })
  }
  process.on('exit', undo)
  return undo
}
