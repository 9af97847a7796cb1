/** What must notice a mutant. */
export type Guard =
  /** The simulation, within so many schedules. */
  | { readonly schedules: number }
  /** A file of tests; `name` when only some of it is run. */
  | { readonly tests: string; readonly project: 'unit' | 'integration'; readonly name?: string }

/** A known way to break a promise: one change of the code. */
export interface Mutant {
  readonly name: string
  /** The promise that it breaks, by its number in docs/guarantees.md. */
  readonly promise: number
  readonly file: string
  /** Stands exactly once in the file. */
  readonly find: string
  readonly replace: string
  readonly guard: Guard
}

const server = 'apps/server/src'
const client = 'packages/client/src'
const contract = `${server}/log/op-log.integration.test.ts`
const tiered = `${server}/log/tiered-log.integration.test.ts`

export const mutants: readonly Mutant[] = [
  {
    name: 'an append is acknowledged before it has returned',
    promise: 1,
    file: `${server}/boards/append-queue.ts`,
    find: `      const { last } = await this.#append(batch.map(({ group }) => group))
      batch.forEach(({ resolve }, i) => resolve({ ok: true, last: last[i] ?? 0 }))`,
    replace: `      batch.forEach(({ group, resolve }) => resolve({ ok: true, last: group.first + group.entries.length - 1 }))
      await this.#append(batch.map(({ group }) => group))`,
    guard: { project: 'unit', tests: `${server}/boards/append-queue.test.ts` },
  },
  {
    name: 'the log stores again what it has',
    promise: 2,
    file: `${server}/log/append.lua`,
    find: 'local skip = last + 1 - first',
    replace: 'local skip = math.min(last + 1 - first, 0)',
    guard: { project: 'integration', tests: contract, name: 'skips what is stored' },
  },
  {
    name: 'a client sends before its storage has committed',
    promise: 2,
    file: `${client}/core/sync.ts`,
    find: "const sendable = this.#storage === 'works' ? this.#persistedTo : this.#outbox.newest",
    replace: 'const sendable = this.#outbox.newest',
    guard: { schedules: 2000 },
  },
  {
    name: 'a client takes what it has sent for stored',
    promise: 2,
    file: `${client}/core/sync.ts`,
    find: `    if (this.#sendAgain && this.#inFlight.size === 0) {
      this.#sendAgain = false
      this.#sentLink = undefined
      this.#nextToSend = this.#outbox.acknowledged + 1`,
    replace: `    if (this.#sendAgain && this.#inFlight.size === 0) {
      this.#sendAgain = false
      this.#sentLink = undefined`,
    guard: { project: 'unit', tests: `${client}/core/sync.test.ts` },
  },
  {
    name: 'client counters are not in the cold copy',
    promise: 2,
    file: `${server}/log/hot-boards.ts`,
    find: 'for (const [client, last] of Object.entries(copy.counters)) kept.push(counterPrefix + client, last)',
    replace: 'void counterPrefix',
    guard: { project: 'integration', tests: contract },
  },
  {
    name: 'the base of a range is computed when the answer comes',
    promise: 3,
    file: `${client}/core/sync.ts`,
    find: 'this.#arrivals.add(reply.base, reply.entries, this.replica.seq)',
    replace: 'this.#arrivals.add(this.replica.seq + 1, reply.entries, this.replica.seq)',
    guard: { project: 'unit', tests: `${client}/core/sync.test.ts` },
  },
  {
    name: 'a hole in the order is passed over',
    promise: 3,
    file: `${client}/core/arrivals.ts`,
    find: '    const held = this.#held.get(seq)\n    if (held === undefined) return undefined\n',
    replace: `    let held = this.#held.get(seq)
    if (held === undefined) {
      const [next] = this.#held
      if (next === undefined) return undefined
      this.#held.delete(next[0])
      held = typeof next[1] === 'string' ? next[1] : { ...next[1], seq }
    }
`,
    guard: { schedules: 400 },
  },
  {
    name: 'nobody repairs after a gap',
    promise: 3,
    file: `${server}/realtime/heads.ts`,
    find: '    const before = boards.map(({ announced }) => announced)\n',
    replace:
      '    const before = boards.map(({ announced }) => announced)\n    if (before.length > 0) return true\n',
    guard: { schedules: 400 },
  },
  {
    name: 'a store that was started anew is taken for the same',
    promise: 4,
    file: `${server}/realtime/resumption.ts`,
    find: 'const isSameStore = life === this.#known',
    replace: 'const isSameStore = true',
    guard: { schedules: 2000 },
  },
  {
    name: 'what a log has lost is not submitted again',
    promise: 4,
    file: `${client}/core/outbox.ts`,
    find: '    const again = this.#kept.splice(first - this.keptFrom)',
    replace: '    const again = this.#kept.splice(first - this.keptFrom).slice(0, 0)',
    guard: { schedules: 400 },
  },
  {
    name: 'a board comes back from the cold under its old epoch',
    promise: 4,
    file: `${server}/log/tiered-log.ts`,
    find: 'this.#hot.hydrate(board, claim, copy, newEpoch())',
    replace: 'this.#hot.hydrate(board, claim, copy, copy.epoch)',
    guard: { project: 'integration', tests: tiered },
  },
  {
    name: 'trimming drops one entry more than the history has',
    promise: 5,
    file: `${server}/log/trim.lua`,
    find: "string.format('%d', to + 1)",
    replace: "string.format('%d', to + 2)",
    guard: { project: 'integration', tests: contract },
  },
  {
    name: 'trimming does not look where the history ends',
    promise: 5,
    file: `${server}/log/trim.lua`,
    find: 'from ~= tonumber(state[4] or 0) or to <= from',
    replace: 'to <= from',
    guard: { project: 'integration', tests: tiered },
  },
  {
    name: 'a board is evicted without a look at its head',
    promise: 5,
    file: `${server}/log/evict.lua`,
    find: 'if state[1] ~= ARGV[1] or state[2] ~= ARGV[2] then return 0 end',
    replace: 'if state[1] ~= ARGV[1] then return 0 end',
    guard: { project: 'integration', tests: tiered },
  },
  {
    name: 'a stopping instance does not wait for what it took',
    promise: 7,
    file: `${server}/realtime/board-connection.ts`,
    find: '    await Promise.allSettled(this.#pending ?? [])\n',
    replace: '',
    guard: { project: 'integration', tests: `${server}/stop.integration.test.ts` },
  },
]
