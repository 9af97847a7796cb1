import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

interface Group {
  readonly client: string
  readonly first: number
  readonly entries: readonly Uint8Array[]
}

interface State {
  readonly epoch: string
  readonly head: number
  readonly mark: string
  readonly snapshot: number
}

interface StoredSnapshot {
  readonly epoch: string
  readonly seq: number
  readonly bytes: Uint8Array
}

interface Metadata {
  readonly title: string
  readonly keyHashes: { readonly viewer: string; readonly editor: string; readonly owner: string }
  readonly createdAt: number
}

/** The server's OpLog as far as this suite looks: the kit may not import the server. */
export interface ContractLog {
  createBoard(board: string, metadata: Metadata): Promise<void>
  metadata(board: string): Promise<Metadata & { readonly updatedAt: number }>
  append(
    board: string,
    groups: readonly Group[],
  ): Promise<{ readonly last: readonly number[]; readonly head: number }>
  read(
    board: string,
    after: number | null,
    maxBytes: number,
    client?: string,
  ): Promise<
    State & { readonly base: number; readonly entries: readonly Uint8Array[]; readonly last: number }
  >
  state(board: string): Promise<State>
  states(boards: readonly string[]): Promise<ReadonlyMap<string, State>>
  snapshot(board: string): Promise<StoredSnapshot | undefined>
  saveSnapshot(board: string, snapshot: StoredSnapshot): Promise<boolean>
  compact(board: string, keep: number): Promise<number>
  secret(proposal: string): Promise<string>
  ping(): Promise<void>
}

/** One call of the fan-out. */
export interface FannedOut {
  readonly base: number
  readonly entries: readonly Uint8Array[]
}

export interface LogHarness {
  /** Its segments are worth writing from one entry on, and hold no more than three. */
  readonly log: ContractLog
  /** Another handle on the same store, as a second instance has it; absent where the store allows only one. */
  readonly second?: ContractLog
  /** Puts a board away as if nobody had been on it for long; absent where the store cannot. */
  readonly freeze?: (board: string) => Promise<void>
  /** Collects what is fanned out of a board from now on. */
  watch(board: string): Promise<readonly FannedOut[]>
  /** Closes the handles and opens the same store again. */
  reopen(): Promise<LogHarness>
  /**
   * Calls `append` again and again while whatever would lose unsynced entries is killed with SIGKILL, then brings the
   * store back. The appends are those of `crashingAppend`, for n = 1, 2, 3, …
   */
  crash(board: string): Promise<{ readonly acknowledged: number; readonly harness: LogHarness }>
  close(): Promise<void>
}

const crashing = 'crashing'

/** The groups of the n-th append of a crash test: two entries by one client. */
export function crashingAppend(n: number): readonly Group[] {
  return [groupOf(crashing, 2 * n - 1, 2)]
}

/** Every byte there is: a store that takes bytes for text fails. */
const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)

/** An entry that says whose it is and which. */
function entryOf(client: string, n: number, size = 300): Uint8Array {
  const name = new TextEncoder().encode(`${client}:${n}:`)
  const bytes = new Uint8Array(size)
  bytes.set(allBytes.subarray(0, size))
  bytes.set(name)
  return bytes
}

function groupOf(client: string, first: number, count: number, size?: number): Group {
  return {
    client,
    first,
    entries: Array.from({ length: count }, (_, i) => entryOf(client, first + i, size)),
  }
}

function nameOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).split(':', 2).join(':')
}

const names = (client: string, first: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${client}:${first + i}`)

const metadata = {
  title: 'A board, “quoted” and 日本語',
  keyHashes: { viewer: 'a'.repeat(64), editor: 'b'.repeat(64), owner: 'c'.repeat(64) },
  createdAt: 1_700_000_000_123,
}

const plenty = 2 ** 30

/** See `markOf` of the protocol. */
const markOf = (entry: Uint8Array) => Buffer.from(entry.subarray(0, 24)).toString('base64url')

/** The whole log, read in small pieces, checked to be without holes. */
async function readAll(log: ContractLog, board: string, maxBytes = 2000): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = []
  for (;;) {
    const { base, entries, head } = await log.read(board, all.length, maxBytes)
    expect(base).toBe(all.length + 1)
    all.push(...entries)
    if (entries.length === 0) {
      expect(head).toBe(all.length)
      return all
    }
  }
}

/** The highest n stored of a client. */
async function lastOf(log: ContractLog, board: string, client: string): Promise<number> {
  return (await log.read(board, null, 1, client)).last
}

const readNames = async (log: ContractLog, board: string) => (await readAll(log, board)).map(nameOf)

/** Waits until the fan-out has brought as much as the log holds, then checks that it brought the same, once and in order. */
async function expectFannedOut(log: ContractLog, board: string, fanned: readonly FannedOut[]): Promise<void> {
  const stored = (await readAll(log, board, plenty)).map(nameOf)
  const brought = () => fanned.flatMap(({ entries }) => entries.map(nameOf))
  await vi.waitFor(() => expect(brought().length).toBeGreaterThanOrEqual(stored.length), { timeout: 5000 })
  expect(brought()).toEqual(stored)
  let next = 1
  for (const { base, entries } of fanned) {
    expect(base).toBe(next)
    next += entries.length
  }
}

/**
 * What every OpLog promises (see its interface), as one suite.
 * @param open opens an empty store
 */
export function opLogContract(name: string, open: () => Promise<LogHarness>): void {
  describe(name, () => {
    let harness: LogHarness
    let log: ContractLog
    let boards = 0

    beforeAll(async () => {
      use(await open())
    })
    afterAll(() => harness?.close())

    function use(opened: LogHarness): void {
      harness = opened
      log = opened.log
    }

    async function newBoard(): Promise<string> {
      const board = `board-${++boards}`
      await log.createBoard(board, metadata)
      return board
    }

    describe('append', () => {
      test('gives seqs 1, 2, 3, … in the order of groups and entries', async () => {
        const board = await newBoard()
        expect(await log.append(board, [groupOf('ann', 1, 2), groupOf('bob', 1, 1)])).toEqual({
          last: [2, 1],
          head: 3,
        })
        expect(await log.append(board, [groupOf('ann', 3, 1)])).toEqual({ last: [3], head: 4 })
        expect(await readNames(log, board)).toEqual(['ann:1', 'ann:2', 'bob:1', 'ann:3'])
      })

      test('keeps every byte', async () => {
        const board = await newBoard()
        const entries = [allBytes, new Uint8Array([0]), entryOf('ann', 3, 100_000), allBytes.subarray(13, 14)]
        await log.append(board, [{ client: 'ann', first: 1, entries }])
        const stored = await readAll(log, board)
        expect(stored.map((bytes) => [...bytes])).toEqual(entries.map((bytes) => [...bytes]))
      })

      test('skips what is stored: the same again, an overlap, a part', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 3)])
        expect(await log.append(board, [groupOf('ann', 1, 3)])).toEqual({ last: [3], head: 3 })
        expect(await log.append(board, [groupOf('ann', 2, 1)])).toEqual({ last: [3], head: 3 })
        expect(await log.append(board, [groupOf('ann', 2, 4)])).toEqual({ last: [5], head: 5 })
        expect(await readNames(log, board)).toEqual(names('ann', 1, 5))
      })

      test('stores nothing of a group that would leave a gap, and says where its client stands', async () => {
        const board = await newBoard()
        expect(await log.append(board, [groupOf('ann', 2, 2)])).toEqual({ last: [0], head: 0 })
        await log.append(board, [groupOf('ann', 1, 2)])
        expect(await log.append(board, [groupOf('ann', 4, 1)])).toEqual({ last: [2], head: 2 })
        expect(await readNames(log, board)).toEqual(['ann:1', 'ann:2'])
      })

      test('judges each group by itself, and later groups by what earlier ones stored', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 2)])
        const groups = [
          groupOf('ann', 1, 3),
          groupOf('bob', 5, 1),
          groupOf('cat', 1, 1),
          groupOf('ann', 4, 1),
          groupOf('cat', 1, 2),
          groupOf('ann', 9, 1),
          groupOf('bob', 1, 1),
        ]
        expect(await log.append(board, groups)).toEqual({ last: [3, 0, 1, 4, 2, 4, 1], head: 7 })
        expect(await readNames(log, board)).toEqual([
          'ann:1',
          'ann:2',
          'ann:3',
          'cat:1',
          'ann:4',
          'cat:2',
          'bob:1',
        ])
      })

      test('takes no groups and empty groups', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 2)])
        expect(await log.append(board, [])).toEqual({ last: [], head: 2 })
        expect(await log.append(board, [groupOf('ann', 3, 0), groupOf('bob', 1, 0)])).toEqual({
          last: [2, 0],
          head: 2,
        })
      })

      test('takes thousands of entries at once', async () => {
        const board = await newBoard()
        const fanned = await harness.watch(board)
        await log.append(board, [groupOf('ann', 1, 1)])
        expect(await log.append(board, [groupOf('ann', 1, 5000, 40)])).toEqual({ last: [5000], head: 5000 })
        expect(await readNames(log, board)).toEqual(names('ann', 1, 5000))
        await expectFannedOut(log, board, fanned)
      })

      test('keeps boards apart', async () => {
        const [one, other] = [await newBoard(), await newBoard()]
        await Promise.all([
          log.append(one, [groupOf('ann', 1, 2)]),
          log.append(other, [groupOf('ann', 1, 3)]),
        ])
        expect(await readNames(log, one)).toEqual(names('ann', 1, 2))
        expect(await readNames(log, other)).toEqual(names('ann', 1, 3))
        expect([await lastOf(log, one, 'ann'), await lastOf(log, other, 'ann')]).toEqual([2, 3])
      })

      test('fails for a board without harm to others in the same moment', async () => {
        const board = await newBoard()
        const outcomes = await Promise.allSettled([
          log.append(board, [groupOf('ann', 1, 1)]),
          log.append('never-made', [groupOf('ann', 1, 1)]),
          log.append(board, [groupOf('ann', 2, 1)]),
        ])
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
        expect(await readNames(log, board)).toEqual(['ann:1', 'ann:2'])
      })

      test('keeps order and leaves no hole under many clients on every handle', async () => {
        const board = await newBoard()
        const fanned = await harness.watch(board)
        const handles = harness.second ? [log, harness.second] : [log]
        const clients = Array.from({ length: 12 }, (_, i) => `client-${i}`)
        const each = 40
        await Promise.all(
          clients.map(async (client, i) => {
            for (let first = 1; first <= each;) {
              // Sent through both, as after a reconnection while the first is still under way.
              const sent = [handles[i % handles.length], handles[(i + first) % handles.length]]
              const group = groupOf(client, first, 1 + (first % 3))
              const answers = await Promise.all(sent.map((handle) => handle?.append(board, [group])))
              first = Math.max(...answers.map((answer) => answer?.last[0] ?? 0)) + 1
            }
          }),
        )
        const stored = await readNames(log, board)
        for (const client of clients) {
          const own = stored.filter((entry) => entry.startsWith(`${client}:`))
          expect(own).toEqual(names(client, 1, own.length))
          expect(own.length).toBeGreaterThanOrEqual(each)
        }
        await expectFannedOut(log, board, fanned)
      })

      test('is exactly once and in order per client, whatever is sent again and however', async () => {
        const clients = ['ann', 'bob', 'cat'] as const
        const group = fc.record({
          client: fc.constantFrom(...clients),
          /** Where it starts, seen from what the client knows to be stored: 1 is right, less repeats, more leaves a gap. */
          offset: fc.integer({ min: -4, max: 3 }),
          count: fc.integer({ min: 0, max: 4 }),
        })
        const append = fc.record({
          groups: fc.array(group, { maxLength: 4 }),
          /** False: the answer is lost, and the client goes on from what it knew. */
          answered: fc.boolean(),
          second: fc.boolean(),
        })
        await fc.assert(
          fc.asyncProperty(fc.array(append, { maxLength: 12 }), async (appends) => {
            const board = await newBoard()
            const fanned = await harness.watch(board)
            const stored: string[] = []
            const known = new Map<string, number>()
            const last = new Map<string, number>()
            for (const { groups, answered, second } of appends) {
              const sent = groups.map(({ client, offset, count }) =>
                groupOf(client, Math.max(1, (known.get(client) ?? 0) + offset), count),
              )
              const expected = sent.map(({ client, first, entries }) => {
                const before = last.get(client) ?? 0
                const reached = first + entries.length - 1
                if (first > before + 1 || reached <= before) return before
                stored.push(...names(client, before + 1, reached - before))
                last.set(client, reached)
                return reached
              })
              const handle = second && harness.second ? harness.second : log
              expect(await handle.append(board, sent)).toEqual({ last: expected, head: stored.length })
              if (answered) for (const [client, n] of last) known.set(client, n)
            }
            expect(await readNames(log, board)).toEqual(stored)
            for (const client of clients) expect(await lastOf(log, board, client)).toBe(last.get(client) ?? 0)
            await expectFannedOut(log, board, fanned)
          }),
          { numRuns: 40 },
        )
      })
    })

    describe('fan-out', () => {
      test('brings each stored entry once, in log order, and nothing else', async () => {
        const board = await newBoard()
        const fanned = await harness.watch(board)
        await log.append(board, [groupOf('ann', 1, 2)])
        await log.append(board, [groupOf('ann', 1, 2)])
        await log.append(board, [groupOf('ann', 2, 2), groupOf('bob', 2, 1), groupOf('cat', 1, 1)])
        await log.append(board, [groupOf('bob', 1, 1)])
        await expectFannedOut(log, board, fanned)
        const bytes = fanned.flatMap(({ entries }) => entries.map((entry) => [...entry]))
        expect(bytes).toEqual((await readAll(log, board)).map((entry) => [...entry]))
      })
    })

    describe('read', () => {
      test('gives what lies after a seq, also from the middle of an append, and where it starts', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 5)])
        await log.append(board, [groupOf('ann', 6, 5)])
        for (let after = 0; after <= 10; after++) {
          const { base, entries, head } = await log.read(board, after, plenty)
          expect({ base, head, names: entries.map(nameOf) }).toEqual({
            base: after + 1,
            head: 10,
            names: names('ann', after + 1, 10 - after),
          })
        }
      })

      test('stops before maxBytes is passed, but not before one entry', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 3, 1000)])
        await log.append(board, [groupOf('ann', 4, 3, 1000)])
        const count = async (after: number, maxBytes: number) =>
          (await log.read(board, after, maxBytes)).entries.length
        expect(await count(0, 1)).toBe(1)
        expect(await count(0, 1999)).toBe(1)
        expect(await count(0, 2000)).toBe(2)
        expect(await count(1, 3999)).toBe(3)
        expect(await count(2, 4000)).toBe(4)
        expect(await count(5, 0)).toBe(1)
      })

      test('gives nothing at and beyond the head', async () => {
        const board = await newBoard()
        expect(await log.read(board, 0, plenty)).toMatchObject({ head: 0, base: 1, entries: [] })
        await log.append(board, [groupOf('ann', 1, 2)])
        expect(await log.read(board, 2, plenty)).toMatchObject({ head: 2, base: 3, entries: [] })
        expect(await log.read(board, 99, plenty)).toMatchObject({ head: 2, base: 100, entries: [] })
      })

      test('is of one moment while others append', async () => {
        const board = await newBoard()
        let going = true
        const writer = (async () => {
          for (let n = 1; going; n += 2) await (harness.second ?? log).append(board, [groupOf('ann', n, 2)])
        })()
        for (let i = 0; i < 200; i++) {
          const { head, base, entries } = await log.read(board, i, plenty)
          expect(base + entries.length - 1).toBe(Math.max(head, i))
          expect(entries.map(nameOf)).toEqual(names('ann', i + 1, entries.length))
        }
        going = false
        await writer
      })
    })

    describe('state', () => {
      test('is the same wherever it is told', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 3)])
        const state = await log.state(board)
        expect(state).toEqual({
          epoch: expect.stringMatching(/./),
          head: 3,
          mark: markOf(entryOf('ann', 3)),
          snapshot: 0,
        })
        expect(await log.read(board, 0, 1)).toMatchObject(state)
        await log.saveSnapshot(board, { epoch: state.epoch, seq: 2, bytes: allBytes })
        expect(await log.state(board)).toEqual({ ...state, snapshot: 2 })
        expect(await log.read(board, 0, 1)).toMatchObject({ ...state, snapshot: 2 })
      })

      test('of many boards leaves out those that do not exist', async () => {
        const [one, other] = [await newBoard(), await newBoard()]
        await log.append(other, [groupOf('ann', 1, 1)])
        const states = await log.states([one, 'never-made', other])
        expect([...states.keys()]).toEqual([one, other])
        expect([states.get(one), states.get(other)]).toEqual([await log.state(one), await log.state(other)])
        expect(await log.states([])).toEqual(new Map())
      })

      test('has an epoch of its own for every board', async () => {
        const [one, other] = [await newBoard(), await newBoard()]
        expect((await log.state(one)).epoch).not.toBe((await log.state(other)).epoch)
      })
    })

    describe('snapshot', () => {
      test('is undefined until there is one, then the newest', async () => {
        const board = await newBoard()
        expect(await log.snapshot(board)).toBeUndefined()
        await log.append(board, [groupOf('ann', 1, 5)])
        const { epoch } = await log.state(board)
        expect(await log.saveSnapshot(board, { epoch, seq: 2, bytes: allBytes })).toBe(true)
        expect(await log.saveSnapshot(board, { epoch, seq: 5, bytes: entryOf('ann', 5) })).toBe(true)
        const snapshot = await log.snapshot(board)
        expect({ ...snapshot, bytes: [...(snapshot?.bytes ?? [])] }).toEqual({
          epoch,
          seq: 5,
          bytes: [...entryOf('ann', 5)],
        })
      })

      test('is refused when it is not newer, of another epoch, or beyond the log', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 5)])
        const { epoch } = await log.state(board)
        const save = (seq: number, of = epoch) =>
          log.saveSnapshot(board, { epoch: of, seq, bytes: new Uint8Array([seq]) })
        expect(await save(0)).toBe(false)
        expect(await save(3)).toBe(true)
        expect(await save(3)).toBe(false)
        expect(await save(2)).toBe(false)
        expect(await save(4, 'another')).toBe(false)
        expect(await save(6)).toBe(false)
        const kept = await log.snapshot(board)
        expect({ ...kept, bytes: [...(kept?.bytes ?? [])] }).toEqual({ epoch, seq: 3, bytes: [3] })
        expect((await log.state(board)).snapshot).toBe(3)
      })
    })

    describe('compaction', () => {
      test('changes nothing that can be read, and takes nothing that is not in a snapshot', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 10)])
        expect(await log.compact(board, 0)).toBe(0)
        const { epoch } = await log.state(board)
        await log.saveSnapshot(board, { epoch, seq: 6, bytes: allBytes })
        const before = await log.read(board, null, plenty, 'ann')
        await log.compact(board, 2)
        await log.compact(board, 2)
        expect(await log.read(board, null, plenty, 'ann')).toEqual(before)
        for (let after = 0; after < 10; after++) {
          const { base, head, entries } = await log.read(board, after, 700)
          expect({ base, head }).toEqual({ base: after + 1, head: 10 })
          expect(entries.length).toBeGreaterThan(0)
          expect(entries.length).toBeLessThan(3)
          expect(entries.map(nameOf)).toEqual(names('ann', after + 1, entries.length))
        }
        expect((await readAll(log, board)).map((entry) => [...entry])).toEqual(
          names('ann', 1, 10).map((_, i) => [...entryOf('ann', i + 1)]),
        )
      })

      test('is refused nothing by who compacts at the same time', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 60)])
        const { epoch } = await log.state(board)
        await log.saveSnapshot(board, { epoch, seq: 60, bytes: allBytes })
        const handles = Array.from({ length: 6 }, (_, i) => (i % 2 ? (harness.second ?? log) : log))
        await Promise.all(handles.map((handle, i) => handle.compact(board, i)))
        expect(await readNames(log, board)).toEqual(names('ann', 1, 60))
        expect(await log.append(board, [groupOf('ann', 60, 2)])).toEqual({ last: [61], head: 61 })
        expect(await readNames(log, board)).toEqual(names('ann', 1, 61))
      })

      test('of a board that does not exist moves nothing or is BOARD_NOT_FOUND', async () => {
        const [outcome] = await Promise.allSettled([log.compact('never-made', 0)])
        if (outcome.status === 'fulfilled') expect(outcome.value).toBe(0)
        else expect(outcome.reason).toMatchObject({ code: 'BOARD_NOT_FOUND' })
      })

      test('and being put away and fetched leave a log as a plain list would be', async () => {
        const clients = ['ann', 'bob', 'cat'] as const
        const handle = fc.boolean()
        const step = fc.oneof(
          {
            weight: 4,
            arbitrary: fc.record({
              type: fc.constant('append' as const),
              second: handle,
              client: fc.constantFrom(...clients),
              /** Seen from what is stored: 1 goes on, less repeats, more leaves a gap. */
              offset: fc.integer({ min: -3, max: 2 }),
              count: fc.integer({ min: 1, max: 4 }),
              size: fc.constantFrom(24, 40, 400),
            }),
          },
          {
            weight: 2,
            arbitrary: fc.record({
              type: fc.constant('compact' as const),
              second: handle,
              /** Entries before the head that the snapshot is at. */
              behind: fc.integer({ min: 0, max: 4 }),
              keep: fc.integer({ min: 0, max: 3 }),
            }),
          },
          { weight: 2, arbitrary: fc.record({ type: fc.constant('freeze' as const) }) },
          {
            weight: 3,
            arbitrary: fc.record({
              type: fc.constant('read' as const),
              second: handle,
              /** Part of the log that is skipped. */
              from: fc.double({ min: 0, max: 1, noNaN: true }),
              maxBytes: fc.constantFrom(1, 500, plenty),
            }),
          },
        )
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
            const board = await newBoard()
            const fanned = await harness.watch(board)
            const stored: Uint8Array[] = []
            const last = new Map<string, number>()
            let snapshot = 0
            for (const next of steps) {
              const { log: first, second = first } = harness
              const handle = 'second' in next && next.second ? second : first
              if (next.type === 'append') {
                const before = last.get(next.client) ?? 0
                const group = groupOf(next.client, Math.max(1, before + next.offset), next.count, next.size)
                const skip = before + 1 - group.first
                if (skip >= 0 && skip < next.count) {
                  stored.push(...group.entries.slice(skip))
                  last.set(next.client, group.first + next.count - 1)
                }
                expect(await handle.append(board, [group])).toEqual({
                  last: [last.get(next.client) ?? 0],
                  head: stored.length,
                })
              } else if (next.type === 'compact') {
                const seq = stored.length - next.behind
                const { epoch } = await handle.state(board)
                const saved = await handle.saveSnapshot(board, { epoch, seq, bytes: new Uint8Array([seq]) })
                expect(saved).toBe(seq > snapshot)
                snapshot = Math.max(snapshot, seq)
                await handle.compact(board, next.keep)
              } else if (next.type === 'freeze') {
                await harness.freeze?.(board)
              } else {
                const after = Math.floor(next.from * stored.length)
                const {
                  base,
                  entries,
                  head,
                  mark,
                  last: counted,
                } = await handle.read(board, after, next.maxBytes, 'ann')
                const newest = stored.at(-1)
                expect({ base, head, mark, counted }).toEqual({
                  base: after + 1,
                  head: stored.length,
                  mark: newest ? markOf(newest) : '',
                  counted: last.get('ann') ?? 0,
                })
                const expected = stored.slice(after, after + entries.length)
                expect(entries.map((entry) => [...entry])).toEqual(expected.map((entry) => [...entry]))
                expect(entries.length).toBeGreaterThanOrEqual(Math.min(1, stored.length - after))
                // It ends where the next one would not fit, and nowhere else.
                const lacking = stored[after + entries.length]
                const size = entries.reduce((sum, { byteLength }) => sum + byteLength, 0)
                if (lacking) expect(size + lacking.byteLength).toBeGreaterThan(next.maxBytes)
              }
            }
            expect((await readAll(log, board)).map(nameOf)).toEqual(stored.map(nameOf))
            for (const client of clients) expect(await lastOf(log, board, client)).toBe(last.get(client) ?? 0)
            const kept = await log.snapshot(board)
            expect([kept?.seq ?? 0, ...(kept?.bytes ?? [])]).toEqual(snapshot ? [snapshot, snapshot] : [0])
            expect((await log.state(board)).snapshot).toBe(snapshot)
            const { updatedAt: _, ...described } = await log.metadata(board)
            expect(described).toEqual(metadata)
            await expectFannedOut(log, board, fanned)
          }),
          { numRuns: 60 },
        )
      })
    })

    describe('boards', () => {
      test('keep their metadata', async () => {
        const board = await newBoard()
        expect(await log.metadata(board)).toEqual({ ...metadata, updatedAt: metadata.createdAt })
        const before = Date.now()
        await log.append(board, [groupOf('ann', 1, 1)])
        const { updatedAt } = await log.metadata(board)
        expect(updatedAt).toBeGreaterThanOrEqual(before)
        expect(updatedAt).toBeLessThanOrEqual(Date.now())
      })

      test('are not made twice', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 1)])
        const before = await log.state(board)
        const again = log.createBoard(board, { ...metadata, title: 'another' })
        await expect(again).rejects.toMatchObject({ code: 'BAD_REQUEST' })
        expect(await log.state(board)).toEqual(before)
        expect((await log.metadata(board)).title).toBe(metadata.title)
      })

      test('are made by one of those who try at once', async () => {
        const board = `board-${++boards}`
        const tries = Array.from({ length: 6 }, (_, i) =>
          (i % 2 === 0 ? log : (harness.second ?? log)).createBoard(board, metadata),
        )
        const made = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
        expect(made).toHaveLength(1)
      })

      test('that were never made are BOARD_NOT_FOUND everywhere', async () => {
        const board = 'never-made'
        const calls = [
          log.metadata(board),
          log.append(board, [groupOf('ann', 1, 1)]),
          log.append(board, []),
          log.read(board, 0, plenty),
          log.state(board),
          log.snapshot(board),
          log.saveSnapshot(board, { epoch: 'e', seq: 1, bytes: allBytes }),
        ]
        for (const outcome of await Promise.allSettled(calls))
          expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'BOARD_NOT_FOUND' } })
      })

      test('count no entries of clients that never submitted', async () => {
        expect(await lastOf(log, await newBoard(), 'ann')).toBe(0)
      })
    })

    test('ping resolves', async () => {
      await expect(log.ping()).resolves.toBeUndefined()
    })

    test('the secret is the first one proposed, for everyone', async () => {
      const others = harness.second ? [log, harness.second] : [log]
      const secrets = await Promise.all(others.map((handle, i) => handle.secret(`proposal ${i}`)))
      expect(new Set(secrets).size).toBe(1)
      expect(secrets[0]).toMatch(/^proposal/)
      expect(await log.secret('too late')).toBe(secrets[0])
    })

    describe('afterwards', () => {
      test('everything is as it was when the store is opened again', async () => {
        const board = await newBoard()
        await log.append(board, [groupOf('ann', 1, 3), groupOf('bob', 1, 1)])
        const { epoch } = await log.state(board)
        await log.saveSnapshot(board, { epoch, seq: 2, bytes: allBytes })
        const secret = await log.secret('a proposal')
        const look = async () => ({
          names: await readNames(log, board),
          state: await log.state(board),
          metadata: await log.metadata(board),
          lasts: [await lastOf(log, board, 'ann'), await lastOf(log, board, 'bob')],
          snapshot: [...((await log.snapshot(board))?.bytes ?? [])],
          secret: await log.secret('another proposal'),
        })
        const before = await look()
        expect(before).toMatchObject({ secret, lasts: [3, 1] })
        use(await harness.reopen())
        expect(await look()).toEqual(before)
        expect(await log.append(board, [groupOf('ann', 2, 3)])).toEqual({ last: [4], head: 5 })
      })

      test('what was acknowledged is there after kill -9, once and in order', async () => {
        const board = await newBoard()
        const crashed = await harness.crash(board)
        use(crashed.harness)
        expect(crashed.acknowledged).toBeGreaterThan(0)
        const stored = await readNames(log, board)
        // An append in flight at the kill may be there or not, but never half of it.
        expect(stored.length % 2).toBe(0)
        expect(stored.length).toBeGreaterThanOrEqual(2 * crashed.acknowledged)
        expect(stored).toEqual(names(crashing, 1, stored.length))
        expect(await lastOf(log, board, crashing)).toBe(stored.length)
        for (let n = crashed.acknowledged; n <= stored.length / 2 + 1; n++)
          await log.append(board, crashingAppend(n))
        expect(await readNames(log, board)).toEqual(names(crashing, 1, stored.length + 2))
      })
    })
  })
}
