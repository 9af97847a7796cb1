import { parseArgs } from 'node:util'
import { quantile, table } from '../clients/figures.ts'
import { paceWarning } from '../clients/pace.ts'
import { runFailover } from './failover.ts'

/*
 * npm run failover -- --kills 3 --boards 12 --clients-per-board 5 --per-second 200 --stall 0.5
 * Ends with 1 when anything acknowledged was lost, or anyone was not live, or nothing of theirs stored, for 10 s.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '3' },
    instances: { type: 'string', default: '3' },
    boards: { type: 'string', default: '12' },
    'clients-per-board': { type: 'string', default: '5' },
    'per-second': { type: 'string', default: '200' },
    crowds: { type: 'string', default: '2' },
    pause: { type: 'string', default: '6' },
    stall: { type: 'string', default: '0.5' },
  },
})
const perSecond = Number(values['per-second'])
const crowds = Number(values.crowds)
const limit = 10_000
const { failovers, gaps, acknowledgeDelays, paces, violations, errors } = await runFailover({
  kills: Number(values.kills),
  instances: Number(values.instances),
  boards: Number(values.boards),
  clientsPerBoard: Number(values['clients-per-board']),
  perSecond,
  crowds,
  pauseSeconds: Number(values.pause),
  stallSeconds: Number(values.stall),
})

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`
const times = [
  ['from the kill to a new master', failovers.map(({ promotion }) => promotion)],
  ['not live', gaps],
  ['until an entry is acknowledged', acknowledgeDelays],
] as const
console.log(
  table(
    ['', 'how many', 'p50', 'p99', 'longest'],
    times.map(([name, of]) => [
      name,
      of.length,
      ...(of.length === 0 ? ['', '', ''] : [0.5, 0.99, 1].map((share) => seconds(quantile(of, share)))),
    ]),
  ),
)
const lost = violations.filter(({ kind }) => kind === 'lost').length
const entries = paces.reduce((sum, { done }) => sum + done, 0)
console.log(
  `${entries} entries. Acknowledged and lost: ${lost}. Other violations: ${violations.length - lost}.`,
)
for (const pace of paces) {
  const warning = paceWarning(pace, perSecond / crowds)
  if (warning) console.error(warning)
}
for (const { kind, message } of violations.slice(0, 20)) console.error(`${kind}: ${message}`)
for (const error of errors.slice(0, 20)) console.error(error)
const longest = Math.max(0, ...[gaps, acknowledgeDelays].map((of) => (of.length === 0 ? 0 : quantile(of, 1))))
process.exitCode = violations.length + errors.length === 0 && longest <= limit ? 0 : 1
