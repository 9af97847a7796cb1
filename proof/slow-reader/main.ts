import { parseArgs } from 'node:util'
import { table } from '../clients/figures.ts'
import { paceWarning } from '../clients/pace.ts'
import { runSlowReader } from './slow-reader.ts'

/*
 * npm run slow-reader -- --seconds 60 --reader stopped --log sqlite
 * Ends with 1 when the server took more than 16 MiB for the reader, or when anything was lost or different.
 */
const { values } = parseArgs({
  options: {
    log: { type: 'string', default: 'sqlite' },
    reader: { type: 'string', default: 'stopped' },
    seconds: { type: 'string', default: '60' },
    'warm-up': { type: 'string', default: '20' },
    drawers: { type: 'string', default: '10' },
    'per-second': { type: 'string', default: '60' },
    characters: { type: 'string', default: '500' },
  },
})
const mebibyte = 1024 * 1024
const allowed = 16 * mebibyte
const perSecond = Number(values['per-second'])
const drawers = Number(values.drawers)

const { phases, heldBack, behind, catchUp, violations } = await runSlowReader({
  log: values.log === 'redis' ? 'redis' : 'sqlite',
  reader: values.reader === 'stopped' ? 'stopped' : Number(values.reader),
  seconds: Number(values.seconds),
  warmUpSeconds: Number(values['warm-up']),
  patienceSeconds: 0,
  drawers,
  perSecond,
  characters: Number(values.characters),
})
console.log(
  table(
    [
      'the reader',
      'entries a second',
      'memory in use at most, MiB',
      'resident at most, MiB',
      'p50 ms',
      'p99 ms',
    ],
    phases.map(({ name, pace, memory, p50, p99 }) => [
      name,
      pace.perSecond.toFixed(0),
      (memory.live / mebibyte).toFixed(1),
      (memory.resident / mebibyte).toFixed(1),
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
  ),
)
const [well, badly] = phases
const growth = (badly?.memory.live ?? NaN) - (well?.memory.live ?? NaN)
console.log(
  `\nMemory for the reader that did not read: ${(growth / mebibyte).toFixed(1)} MiB (16 allowed). ` +
    `${heldBack ? 'The server held entries back from it' : "All fitted into the kernel's buffers"}; ` +
    `it was ${behind} entries behind and had them after ${(catchUp / 1000).toFixed(1)} s. ` +
    `Violations: ${violations.length}.`,
)
for (const { pace } of phases) {
  const warning = paceWarning(pace, perSecond * drawers)
  if (warning) console.error(warning)
}
for (const { kind, message } of violations.slice(0, 20)) console.error(`${kind}: ${message}`)
process.exitCode = violations.length === 0 && growth <= allowed ? 0 : 1
