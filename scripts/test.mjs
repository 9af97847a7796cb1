// npm test [-- step ...]: installs what is missing and runs every check, fast ones first. A failed step does not hide
// the next. The last line is the sum over all of them.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, installPrograms, root, run, stop, toolEnv } from './setup.mjs'

const REPORTS = join(root, '.cache/reports')
const reportOf = (name) => join(REPORTS, `${name}.json`)

const check = (name, script) => ({ name, command: ['npm', 'run', '--silent', script] })
const turbo = (name, task) => ({
  name,
  command: ['turbo', 'run', task, '--continue', '--concurrency=100%', '--output-logs=errors-only'],
})
const vitest = (name) => ({
  name,
  command: [
    ...['vitest', 'run', '--project', name],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(name)}`],
  ],
  count: countVitest,
})

const STEPS = [
  check('format', 'check:format'),
  check('lint', 'check:lint'),
  turbo('types', 'check:types'),
  check('dependencies', 'check:dependencies'),
  turbo('build', 'build'),
  vitest('unit'),
  { ...vitest('integration'), programs: ['redis', 'haproxy', 'postgres'] },
  {
    name: 'e2e',
    programs: ['redis', 'haproxy', 'chromium', 'firefox'],
    needs: 'build',
    cwd: join(root, 'e2e'),
    command: ['playwright', 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf('e2e') },
    count: countPlaywright,
  },
]

/** A hang must end as a failure that names its step. */
const STEP_LIMIT_MS = 40 * 60_000

function countVitest(report) {
  // A file that failed to load has no tests to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  }
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(reportOf(name), 'utf8'))
  } catch {
    return undefined
  }
}

/** What a step that has ended adds to the sum. A check counts as one; a runner that ran nothing has failed. */
function countStep({ name, count }, ok) {
  const none = { passed: 0, failed: 0, skipped: 0 }
  if (!count) return { ...none, [ok ? 'passed' : 'failed']: 1 }
  const report = readReport(name)
  const sum = report ? count(report) : none
  const silent = sum.passed + sum.failed === 0
  if (sum.failed === 0 && (silent || !ok)) {
    console.log(silent ? `The ${name} step ran no test.` : `The ${name} step failed outside of its tests.`)
    return { ...sum, failed: 1 }
  }
  return sum
}

function chooseSteps(names) {
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name))
  if (unknown)
    stop(`There is no step "${unknown}": choose from ${STEPS.map((step) => step.name).join(', ')}.`)
  if (names.length === 0) return STEPS
  const needed = names.flatMap((name) => [name, STEPS.find((step) => step.name === name).needs])
  return STEPS.filter((step) => needed.includes(step.name))
}

const steps = chooseSteps(process.argv.slice(2))
await installPackages()
const programs = await installPrograms([...new Set(steps.flatMap((step) => step.programs ?? []))])
mkdirSync(REPORTS, { recursive: true })

const total = { passed: 0, failed: 0, skipped: 0 }
const summary = []
for (const step of steps) {
  console.log(`\n== ${step.name}`)
  const started = Date.now()
  // An old report must not speak for a run that wrote none.
  rmSync(reportOf(step.name), { force: true })
  const [command, ...args] = step.command
  const { ok, output } = await run(command, args, {
    cwd: step.cwd ?? root,
    env: { ...toolEnv, ...programs, ...step.env },
    limitMs: STEP_LIMIT_MS,
  })
  if (output) console.log(output)
  const sum = countStep(step, ok)
  for (const key of Object.keys(total)) total[key] += sum[key]
  const line = `${step.name}: ${sum.failed === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`
  console.log(`== ${line}`)
  summary.push(
    step.count ? `${line} (${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped)` : line,
  )
}

console.log(`\n${summary.join('\n')}\n`)
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
process.exitCode = total.failed === 0 ? 0 : 1
