import type { Board } from '@drawbridge/board'
import { boardHash, decodeBase64Url } from '@drawbridge/board'
import { Sync } from '@drawbridge/client/core'
import { actions, Editor } from '@drawbridge/editor'
import { Chains, clientIdOf, composeBatch, defaultLimits, encodeEntry } from '@drawbridge/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Packet = Parameters<ConstructorParameters<typeof Sync>[1]['submit']>[0]

/** The log and the way to it: messages of one person stay in order, those of two come in any. */
class World {
  readonly people: Person[] = []
  readonly #chains = new Chains()
  #head = 0
  readonly #last = new Map<string, number>()
  now = 0

  /** Lets the messages of a person that wait arrive, up to so many. */
  deliver(person: Person, most = Infinity): void {
    for (let i = 0; i < most && person.waiting.length > 0; i++) person.waiting.shift()?.()
    this.now += 50
    person.sync.wake()
  }

  settle(): void {
    do for (const person of this.people) this.deliver(person)
    while (this.people.some(({ waiting }) => waiting.length > 0))
  }

  append(client: string, packet: Packet): number {
    const added = packet.entries.map((operations, i) => {
      const bytes = decodeBase64Url(operations) ?? new Uint8Array()
      return encodeEntry({ client, n: packet.first + i, time: this.now, operations: bytes })
    })
    const batch = composeBatch(this.#chains, this.#head + 1, added)
    this.#head += added.length
    for (const { sync, waiting } of this.people) waiting.push(() => sync.batchesArrived(batch))
    const last = packet.first + added.length - 1
    this.#last.set(client, last)
    return last
  }
}

/** Somebody at an editor, whose client is the real one. */
class Person {
  readonly sync: Sync
  readonly editor: Editor
  /** Messages on their way. */
  readonly waiting: (() => void)[] = []
  #random: number

  constructor(world: World, name: string, seed: number) {
    const client = clientIdOf(name)
    this.#random = seed
    const sync: Sync = new Sync(
      () => world.now,
      {
        submit: (packet) =>
          this.waiting.push(() => {
            const last = world.append(client, packet)
            this.waiting.push(() => sync.submitAnswered(packet, { ok: true, last }))
          }),
        read: () => undefined,
        fetchSnapshot: () => undefined,
        wakeAt: () => undefined,
        persist: () => this.waiting.push(() => sync.persisted()),
        reconnect: () => undefined,
      },
      {
        changed: () => undefined,
        statusChanged: () => undefined,
        acknowledged: () => undefined,
        entryApplied: () => undefined,
        replaced: () => undefined,
        failed: (error) => {
          throw error
        },
      },
    )
    this.sync = sync
    sync.connecting()
    sync.welcomed({
      protocol: 1,
      clientId: client,
      role: 'editor',
      epoch: 'e',
      head: 0,
      mark: '',
      continues: false,
      snapshot: 0,
      last: 0,
      limits: defaultLimits,
      tail: { base: 1, entries: [] },
    } as Parameters<Sync['welcomed']>[0])
    this.editor = new Editor(
      {
        board: () => sync.replica.board,
        submit: (operations, options) => void sync.submit(operations, 'edit', options?.step),
        undo: () => void sync.undo(),
        redo: () => void sync.redo(),
        canUndo: () => sync.history.canUndo,
        canRedo: () => sync.history.canRedo,
        randomBytes: (count) => Uint8Array.from({ length: count }, () => this.#next() & 255),
        measureText: () => ({ width: 10, height: 10 }),
        openLink: () => undefined,
        choosePictures: () => undefined,
        readOnly: () => false,
      },
      actions,
    )
    this.editor.resize({ width: 800, height: 600 })
    world.people.push(this)
  }

  drag(
    tool: 'select' | 'rectangle' | 'pen',
    from: readonly [number, number],
    by: readonly [number, number],
  ): void {
    this.editor.setTool(tool)
    const pointer = (kind: 'down' | 'move' | 'up', x: number, y: number) =>
      this.editor.pointer({
        kind,
        screen: { x, y },
        pointerId: 1,
        pointerType: 'mouse',
        pressure: 0.5,
        time: this.#next() % 1e9,
        button: 0,
        modifiers: { shift: false, alt: false, ctrl: false },
      })
    const [x, y] = from
    pointer('down', x, y)
    for (const part of [0.5, 1]) {
      pointer('move', x + by[0] * part, y + by[1] * part)
      this.editor.flush()
    }
    pointer('up', x + by[0], y + by[1])
  }

  /** Selects the elements whose place among all of them is in the mask. */
  selectSome(mask: number): void {
    this.editor.select(this.editor.board.elements.filter((_, i) => (mask >> (i % 8)) & 1).map(({ id }) => id))
  }

  /** Park and Miller's generator: runs must replay. */
  #next(): number {
    this.#random = (this.#random * 48_271) % 2_147_483_647
    return this.#random
  }
}

const names = [
  ...['actions.duplicate', 'actions.delete', 'actions.nudgeLeft', 'actions.nudgeDown'],
  ...['arrange.group', 'arrange.ungroup', 'arrange.lock', 'arrange.flipX', 'arrange.flipY'],
  ...['arrange.alignLeft', 'arrange.alignMiddle', 'arrange.distributeX'],
  ...['arrange.forward', 'arrange.backward', 'arrange.toFront', 'arrange.toBack'],
  ...['arrange.copyStyle', 'arrange.pasteStyle'],
]

const place = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }))
const way = fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -90, max: 90 }))
type Deed = (person: Person) => void
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(place, way).map(
      ([from, by]): Deed =>
        (one) =>
          one.drag('rectangle', from, by),
    ),
  },
  fc.tuple(place, way).map(
    ([from, by]): Deed =>
      (one) =>
        one.drag('pen', from, by),
  ),
  {
    weight: 3,
    arbitrary: fc.tuple(place, way).map(
      ([from, by]): Deed =>
        (one) =>
          one.drag('select', from, by),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.nat(255).map(
      (mask): Deed =>
        (one) =>
          one.selectSome(mask),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(...names).map(
      (name): Deed =>
        (one) =>
          one.editor.run(name),
    ),
  },
  fc.constantFrom('red', 'blue', 'green').map(
    (color): Deed =>
      (one) =>
        one.editor.setStyle({ color }),
  ),
)
const undoing = fc.constantFrom<Deed>(
  ({ editor }) => editor.undo(),
  ({ editor }) => editor.redo(),
)

interface Moment {
  readonly who: number
  readonly deed: Deed
  /** How many of the messages that wait for either arrive afterwards. */
  readonly arrive: readonly [number, number]
}

function story(deeds: fc.Arbitrary<Deed>): fc.Arbitrary<readonly Moment[]> {
  const arrive = fc.tuple(fc.nat(4), fc.nat(4))
  return fc.array(fc.record({ who: fc.nat(1), deed: deeds, arrive }), { minLength: 1, maxLength: 25 })
}

function told(moments: readonly Moment[]): { world: World; ada: Person; ben: Person } {
  const world = new World()
  const ada = new Person(world, 'ada', 7)
  const ben = new Person(world, 'ben', 11)
  for (const { who, deed: act, arrive } of moments) {
    act(who === 0 ? ada : ben)
    world.deliver(ada, arrive[0])
    world.deliver(ben, arrive[1])
  }
  world.settle()
  return { world, ada, ben }
}

const hashOf = ({ sync }: Person) => boardHash(sync.replica.board as Board)

function all(world: World, person: Person, what: 'undo' | 'redo'): void {
  for (let i = 0; i < 200 && person.editor[what === 'undo' ? 'canUndo' : 'canRedo']; i++)
    person.editor[what]()
  world.settle()
}

test('two people who edit, undo and redo at once end with the same board', () => {
  fc.assert(
    fc.property(story(fc.oneof({ weight: 3, arbitrary: deed }, undoing)), (moments) => {
      const { ada, ben } = told(moments)
      expect(hashOf(ada)).toBe(hashOf(ben))
    }),
  )
})

test('who takes back everything and puts it back has the board that was', () => {
  fc.assert(
    fc.property(story(deed), (moments) => {
      const { world, ada, ben } = told(moments)
      const before = hashOf(ada)
      all(world, ada, 'undo')
      all(world, ada, 'redo')
      expect(hashOf(ada)).toBe(before)
      expect(hashOf(ben)).toBe(before)
    }),
  )
})

test('undo never changes what another has set', () => {
  fc.assert(
    fc.property(story(deed), (moments) => {
      const { world, ada, ben } = told(moments)
      ben.editor.select(ben.editor.board.elements.map(({ id }) => id))
      ben.editor.setStyle({ color: 'violet' })
      ben.editor.nudge(1000, 0, false)
      world.settle()
      const set = ben.editor.board.elements.map(({ id, x, color }) => ({ id, x, color }))
      all(world, ada, 'undo')
      for (const { id, x, color } of set) {
        // What Ada has made goes with her undo, whoever has changed it.
        const now = ada.editor.board.get(id)
        if (now) expect({ x: now.x, color: now.color }).toEqual({ x, color })
      }
    }),
  )
})
