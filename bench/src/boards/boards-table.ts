import type { Row } from '../figures-table.ts'
import { column, hundredths, kibibytes, mebibytes, ratioOfPairs, tenths, whole } from '../figures-table.ts'
import type { BoardsFigures } from './measure-boards.ts'
import { totalOf } from '../systems/spending.ts'

const perMessage = (cpu: number, { messages }: BoardsFigures) => (cpu / messages) * 1e6
const perBoard = (bytes: number, { boards }: BoardsFigures) => bytes / boards

/** CPU seconds of all processes for one message, without what they use while nobody does anything. */
function costOfMessage({ cpu, silent, seconds, messages }: BoardsFigures): number {
  return (totalOf(cpu) - totalOf(silent) * seconds) / messages
}

const rows: readonly Row<BoardsFigures>[] = [
  { title: 'strokes stored', of: ({ messages }) => messages, show: whole },
  { title: 'until stored, p50, ms', of: ({ p50 }) => p50, show: tenths },
  { title: 'until stored, p95, ms', of: ({ p95 }) => p95, show: tenths },
  { title: 'until stored, p99, ms', of: ({ p99 }) => p99, show: tenths },
  { title: 'until stored, max, ms', of: ({ max }) => max, show: tenths },
  { title: 'server CPU µs per stroke', of: (run) => perMessage(run.cpu.server, run), show: whole },
  { title: 'Redis CPU µs per stroke', of: (run) => perMessage(run.cpu.redis, run), show: whole },
  { title: 'balancer CPU µs per stroke', of: (run) => perMessage(run.cpu.balancer, run), show: whole },
  { title: 'all of them, silence taken off', of: (run) => costOfMessage(run) * 1e6, show: whole },
  { title: 'server CPU in silence, % of a core', of: ({ silent }) => silent.server * 100, show: tenths },
  { title: 'Redis CPU in silence, % of a core', of: ({ silent }) => silent.redis * 100, show: tenths },
  { title: 'bytes down per stroke', of: ({ down, messages }) => down / messages, show: whole },
  { title: 'bytes up per stroke', of: ({ up, messages }) => up / messages, show: whole },
  { title: 'memory of the servers, idle, MiB', of: ({ memoryIdle }) => memoryIdle, show: mebibytes },
  { title: 'with the boards, MiB', of: ({ memoryConnected }) => memoryConnected, show: mebibytes },
  { title: 'after writing, MiB', of: ({ memoryWritten }) => memoryWritten, show: mebibytes },
  {
    title: 'per board and client, KiB',
    of: (run) => perBoard(run.memoryConnected - run.memoryIdle, run),
    show: kibibytes,
  },
  {
    title: 'Redis per board, without ink, KiB',
    of: (run) => perBoard(run.redisConnected - run.redisIdle, run),
    show: (value) => hundredths(value / 1024),
  },
  { title: 'Redis after writing, MiB', of: ({ redisWritten }) => redisWritten, show: mebibytes },
  { title: 'event loop lag p99, ms', of: ({ lag }) => lag?.p99 ?? NaN, show: tenths },
  { title: 'event loop lag max, ms', of: ({ lag }) => lag?.max ?? NaN, show: tenths },
  { title: 'generator: busiest thread, %', of: ({ generatorBusy }) => generatorBusy * 100, show: whole },
  { title: 'generator: lag p99, ms', of: ({ generatorLag }) => generatorLag, show: tenths },
]

export function boardsColumn(runs: readonly BoardsFigures[]): Record<string, string> {
  return column(rows, runs)
}

/** What a message costs where there are many boards, against where there are few. */
export function messageRatio(many: readonly BoardsFigures[], few: readonly BoardsFigures[]): number {
  return ratioOfPairs(many, few, costOfMessage)
}
