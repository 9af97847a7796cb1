import { parseArgs } from 'node:util'
import { simulate } from './schedule.ts'

const usage = `npm run simulate -- [--seed 1] [--schedules 1000] [--minutes 60] [--until-broken]
Runs schedules one after the other, from the seed on; with minutes, for as long. Ends with 1 when a promise was broken.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    schedules: { type: 'string' },
    minutes: { type: 'string' },
    'until-broken': { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const first = Number(values.seed ?? 1)
const end = values.minutes === undefined ? Infinity : process.hrtime()[0] + Number(values.minutes) * 60
const count = values.minutes === undefined ? Number(values.schedules ?? 1000) : Infinity

const faults: Record<string, number> = {}
const broken: number[] = []
let entries = 0
let run = 0
const [started] = process.hrtime()
for (let seed = first; run < count && process.hrtime()[0] < end; seed++, run++) {
  const outcome = await simulate(seed)
  entries += outcome.entries
  for (const [name, times] of Object.entries(outcome.faults)) faults[name] = (faults[name] ?? 0) + times
  if (outcome.violations.length === 0) continue
  broken.push(seed)
  console.log(
    `seed ${seed}: ${outcome.violations.length} violations; again with --seed ${seed} --schedules 1`,
  )
  for (const { kind, message } of outcome.violations.slice(0, 5)) console.log(`  ${kind}: ${message}`)
  if (values['until-broken']) break
}
console.log(
  `${run} schedules, ${entries} entries, ${process.hrtime()[0] - started} s, ${broken.length} broken`,
)
console.log(
  Object.entries(faults)
    .map(([name, times]) => `${times} × ${name}`)
    .join(', '),
)
process.exitCode = broken.length === 0 ? 0 : 1
