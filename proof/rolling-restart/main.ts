import { parseArgs } from 'node:util'
import { quantile, table } from '../clients/figures.ts'
import { paceWarning } from '../clients/pace.ts'
import { runRollingRestart } from './rolling-restart.ts'

/*
 * npm run rolling-restart -- --boards 15 --clients-per-board 10 --per-second 300
 * Ends with 1 when anything was lost, an instance did not stop cleanly, or one client in a hundred was away for 2 s.
 */
const { values } = parseArgs({
  options: {
    boards: { type: 'string', default: '15' },
    'clients-per-board': { type: 'string', default: '10' },
    'per-second': { type: 'string', default: '300' },
    crowds: { type: 'string', default: '3' },
    pause: { type: 'string', default: '8' },
  },
})
const perSecond = Number(values['per-second'])
const crowds = Number(values.crowds)
const { restarts, gaps, acknowledgeDelays, paces, violations, errors } = await runRollingRestart({
  boards: Number(values.boards),
  clientsPerBoard: Number(values['clients-per-board']),
  perSecond,
  crowds,
  pauseSeconds: Number(values.pause),
})

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`
console.log(
  table(
    ['', 'how many', 'p50', 'p99', 'longest'],
    (
      [
        ['without a server', gaps],
        ['until an entry is acknowledged', acknowledgeDelays],
      ] as const
    ).map(([name, times]) => [
      name,
      times.length,
      seconds(quantile(times, 0.5)),
      seconds(quantile(times, 0.99)),
      seconds(quantile(times, 1)),
    ]),
  ),
)
console.log(
  table(
    ['instance', 'stopped after', 'ready again after', 'exit code'],
    restarts.map(({ stopping, starting, exitCode }, i) => [
      i + 1,
      seconds(stopping),
      seconds(starting),
      exitCode ?? 'none',
    ]),
  ),
)
console.log(`${paces.reduce((sum, { done }) => sum + done, 0)} entries. Violations: ${violations.length}.`)
for (const pace of paces) {
  const warning = paceWarning(pace, perSecond / crowds)
  if (warning) console.error(warning)
}
for (const { kind, message } of violations.slice(0, 20)) console.error(`${kind}: ${message}`)
for (const error of errors.slice(0, 20)) console.error(error)
const sound =
  violations.length + errors.length === 0 &&
  restarts.every(({ exitCode }) => exitCode === 0) &&
  quantile(gaps, 0.99) < 2000
process.exitCode = sound ? 0 : 1
