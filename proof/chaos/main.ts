import { parseArgs } from 'node:util'
import { paceWarning } from '../clients/pace.ts'
import { countByKind, runChaos } from './chaos.ts'

/*
 * npm run chaos -- --seed 1 --runs 5 --seconds 60 --per-second 400
 * Each run has the next seed. Ends with 1 when anything was lost, altered, doubled, out of order or different.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    'per-second': { type: 'string', default: '400' },
  },
})
const perSecond = Number(values['per-second'])
const columns = [
  ...[
    'seed',
    'entries',
    'a second',
    'link cuts/stalls',
    'server kills',
    'client drops/stalls',
    'Redis/PostgreSQL kills',
  ],
  ...['lost', 'duplicated', 'order errors', 'altered or unfounded', 'all equal', 'healed in'],
]
const line = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`)

line(columns)
line(columns.map(() => '---'))
for (let run = 0; run < Number(values.runs); run++) {
  const seed = Number(values.seed) + run
  try {
    const { pace, disturbances, failedStarts, violations, errors, healing } = await runChaos({
      seed,
      seconds: Number(values.seconds),
      perSecond,
    })
    const counts = countByKind(violations)
    line([
      seed,
      pace.done,
      pace.perSecond.toFixed(0),
      `${disturbances['link cut']}/${disturbances['link stall']}`,
      disturbances['server kill'],
      `${disturbances['client drop']}/${disturbances['client stall']}`,
      `${disturbances['Redis kill']}/${disturbances['PostgreSQL kill']}`,
      counts.lost,
      counts.duplicated,
      counts.reordered,
      counts.altered + counts.unfounded,
      counts.diverged === 0 ? 'yes' : 'NO',
      `${(healing / 1000).toFixed(1)} s`,
    ])
    const warning = paceWarning(pace, perSecond)
    if (warning) console.error(warning)
    for (const said of failedStarts)
      console.error(`An instance ended while it started, and was started again: ${said}`)
    for (const { kind, message } of violations.slice(0, 20)) console.error(`${kind}: ${message}`)
    for (const error of errors) console.error(error)
    if (violations.length + errors.length > 0) process.exitCode = 1
  } catch (error) {
    console.error(`Seed ${seed} came to no rest:`, error)
    process.exitCode = 1
  }
}
