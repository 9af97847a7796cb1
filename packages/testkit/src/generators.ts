import type {
  BoardSettings,
  Color,
  Element,
  ElementChanges,
  ElementId,
  ElementType,
  Entry,
  Erased,
  InkPoint,
  Operation,
  Properties,
  PropertyName,
} from '@drawbridge/board'
import {
  elementId,
  elementIdBytes,
  elementType,
  elementTypes,
  encodeBase64Url,
  indexBetween,
  Ink,
  maxGrid,
  maxTextLength,
  minGrid,
  nothingErased,
  palette,
  propertyKinds,
} from '@drawbridge/board'
import fc from 'fast-check'

/** Any id at all. */
export const anyElementId: fc.Arbitrary<ElementId> = fc
  .uint8Array({ minLength: elementIdBytes, maxLength: elementIdBytes })
  .map(elementId)

/** One of a few ids, so that operations meet on the same elements. */
export const fewElementIds: fc.Arbitrary<ElementId> = fc
  .integer({ min: 0, max: 5 })
  .map((n) => elementId(new Uint8Array(elementIdBytes).fill(n)))

/** Valid paint order keys; often the same ones. */
export const anyIndex: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('a0', 'a1', 'Zz', 'a0V'),
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 })
    .map((jitters) =>
      jitters.reduce<string | null>((below, random) => indexBetween(below, null, random), null),
    )
    .map((key) => key ?? 'a0'),
)

const few = (...values: readonly number[]) => fc.constantFrom(...values)
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const edge = 2 ** 32

const position = fc.oneof(
  { weight: 2, arbitrary: few(0, 1, -12.5) },
  fc.integer({ min: -4_000_000, max: 4_000_000 }).map((n) => n / 1024),
  double(-edge, edge),
  few(-0, edge, -edge),
)
const length = fc.oneof({ weight: 2, arbitrary: few(0, 1, 80) }, double(0, edge))
const thickness = fc.oneof({ weight: 2, arbitrary: few(0.01, 2, 10_000) }, double(0.01, 10_000))

export const anyColor: fc.Arbitrary<Color> = fc.oneof(
  fc.constantFrom(...palette),
  fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`),
)

/** Any but surrogates. The library's own unit of this kind takes seconds to build. */
const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0xffff }),
  fc.integer({ min: 0x10000, max: 0x10ffff }),
)

/** Texts in every script, with the characters that codecs like to lose; never a lone surrogate. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.array(codePoint, { maxLength: 20 }).map((points) => String.fromCodePoint(...points)),
  fc.constantFrom('', '\uFEFFmark', 'nul\0', '\r\n', 'x'.repeat(maxTextLength)),
)

const fraction = fc.oneof(few(0, 0.5, 1), double(0, 1))
const factor = fc.oneof(few(1, -1, 0.5), double(-10_000, 10_000))
/** Often of an element that is there. */
const reference = fc.oneof(fc.constant(''), fewElementIds, anyElementId)

function option<P extends PropertyName>(name: P): fc.Arbitrary<Properties[P]> {
  return fc.constantFrom(...(propertyKinds[name].options ?? [])) as fc.Arbitrary<Properties[P]>
}

const properties: { readonly [P in PropertyName]-?: fc.Arbitrary<NonNullable<ElementChanges[P]>> } = {
  index: anyIndex,
  x: position,
  y: position,
  color: anyColor,
  opacity: fraction,
  strokeWidth: thickness,
  width: length,
  height: length,
  fill: fc.oneof(fc.constant('none'), anyColor),
  dx: position,
  dy: position,
  text: anyText,
  fontSize: thickness,
  rotation: fc.oneof(few(0, Math.PI / 2), double(-7, 7)),
  groups: fc.oneof(
    fc.constant(''),
    fc.array(anyElementId, { minLength: 1, maxLength: 3 }).map((ids) => ids.join('/')),
  ),
  frame: reference,
  page: reference,
  link: fc.constantFrom('', 'https://example.org/?a=b', 'mailto:a@example.org', '#element'),
  locked: fc.boolean(),
  brush: option('brush'),
  scaleX: factor,
  scaleY: factor,
  shape: option('shape'),
  radius: length,
  dash: option('dash'),
  fillStyle: option('fillStyle'),
  roughness: few(0, 1, 2),
  flipX: fc.boolean(),
  flipY: fc.boolean(),
  font: option('font'),
  align: option('align'),
  verticalAlign: option('verticalAlign'),
  route: option('route'),
  bend: fc.oneof(few(0, -20), double(-1000, 1000)),
  startHead: option('startHead'),
  endHead: option('endHead'),
  startElement: reference,
  startX: fraction,
  startY: fraction,
  endElement: reference,
  endX: fraction,
  endY: fraction,
  wraps: fc.boolean(),
  file: fc.constantFrom('A'.repeat(43), '-_09'.padEnd(43, 'z')),
  cropX: fraction,
  cropY: fraction,
  cropWidth: fraction,
  cropHeight: fraction,
}

const grid = fc.oneof(
  { weight: 5, arbitrary: fc.constant(3) },
  fc.integer({ min: minGrid, max: maxGrid }),
  few(minGrid, maxGrid),
)
const word = 2 ** 31 - 1
const coordinate = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -2000, max: 2000 }) },
  few(-word, 0, word),
)
const quad = fc.tuple(
  coordinate,
  coordinate,
  fc.integer({ min: 0, max: 255 }),
  fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 20_000 }) }, few(word)),
)

/** Ink as it is kept, with points at the far ends of the grid among them. */
export const anyInk: fc.Arbitrary<Ink> = fc
  .tuple(grid, fc.array(quad, { maxLength: 12 }))
  .map(([grid, quads]) => Ink.fromRaw(grid, Int32Array.from(quads.flat())))

/** Samples of a hand in board units, as a tool gets them. */
export const anyInkPoint: fc.Arbitrary<InkPoint> = fc.record(
  {
    x: double(-100_000, 100_000),
    y: double(-100_000, 100_000),
    pressure: double(0, 1),
    time: fc.integer({ min: 0, max: 600_000 }),
  },
  { requiredKeys: ['x', 'y'] },
)

/** Erasing keys; those that look like whole numbers are sorted by objects in their own way. */
export const anyErasingKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('a', 'b', '9', '10', 'constructor', 'a_-'),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,8}$/),
)

/** Ranges of a stroke's parameter, in no order, overlapping as they like. */
export const anyRanges: fc.Arbitrary<readonly number[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 600 })), { maxLength: 4 })
  .map((ranges) => ranges.flatMap(([from, length]) => [from, from + length]))

export const anyErased: fc.Arbitrary<Erased> = fc
  .uniqueArray(
    fc.tuple(
      anyErasingKey,
      anyRanges.filter((ranges) => ranges.length > 0),
    ),
    { selector: ([key]) => key, maxLength: 4 },
  )
  .map((entries) =>
    entries.length === 0
      ? nothingErased
      : Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
  )

function elementOfType(type: ElementType, ids: fc.Arbitrary<ElementId>): fc.Arbitrary<Element> {
  const own = elementType(type).properties.map((name) => [name, properties[name]] as const)
  return fc.record({
    id: ids,
    type: fc.constant(type),
    ...Object.fromEntries(own),
    ...(elementType(type).hasInk ? { ink: anyInk, erased: anyErased } : {}),
  }) as unknown as fc.Arbitrary<Element>
}

/** Elements that may enter a log, of every type. */
export function anyElement(ids = anyElementId): fc.Arbitrary<Element> {
  return fc.oneof(
    { weight: 2, arbitrary: elementOfType('stroke', ids) },
    ...elementTypes.map((type) => elementOfType(type, ids)),
  )
}

const changes = (least: number): fc.Arbitrary<ElementChanges> =>
  fc
    .subarray(Object.keys(properties) as PropertyName[], { minLength: least })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, properties[name]])) as object),
    ) as fc.Arbitrary<ElementChanges>

const someSettings = (least: number): fc.Arbitrary<Partial<BoardSettings>> => {
  const all = {
    background: fc.constantFrom('paper', 'grey', '#012345'),
    pattern: fc.constantFrom('none' as const, 'dots' as const, 'lines' as const),
    firstPageName: fc.constantFrom('', 'Plan'),
    firstPageIndex: fc.constantFrom('a0', 'a1', 'a1V'),
  }
  return fc
    .record(all, { requiredKeys: [] })
    .filter((settings) => Object.keys(settings).length >= least) as fc.Arbitrary<Partial<BoardSettings>>
}

/** With `expect` now and then: an empty one is the same as none, so there is none. */
const setting = <T extends object>(any: (least: number) => fc.Arbitrary<T>) =>
  fc.record({ set: any(0), expect: any(1) }, { requiredKeys: ['set'] })

/** Operations that may enter a log, of every type. `ids`: which elements they name; a few, unless told. */
export function anyOperation(ids = fewElementIds): fc.Arbitrary<Operation> {
  const from = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 6 }) }, few(0, 15_000))
  return fc.oneof(
    { weight: 3, arbitrary: anyElement(ids).map((element) => ({ type: 'create' as const, element })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(ids, setting(changes))
        .map(([id, setting]) => ({ type: 'update' as const, id, ...setting })),
    },
    ids.map((id) => ({ type: 'delete' as const, id })),
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constant('extend' as const), id: ids, from, ink: anyInk }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('erase' as const),
        id: ids,
        key: anyErasingKey,
        ranges: anyRanges,
      }),
    },
    setting(someSettings).map((setting) => ({ type: 'settings' as const, ...setting })),
  ) as fc.Arbitrary<Operation>
}

/** Public ids of a few clients. */
export const fewClientIds: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 2 })
  .map((n) => encodeBase64Url(new Uint8Array(12).fill(n)))

/** A whole log: seq and each client's `n` count 1, 2, 3 … without holes. */
export function anyEntries(most = 15, operations = anyOperation()): fc.Arbitrary<readonly Entry[]> {
  const drafts = fc.array(fc.tuple(fewClientIds, fc.array(operations, { maxLength: 5 })), { maxLength: most })
  return drafts.map((groups) => {
    const counts = new Map<string, number>()
    return groups.map(([client, operations], i) => {
      const n = (counts.get(client) ?? 0) + 1
      counts.set(client, n)
      return { seq: i + 1, time: 1_700_000_000_000 + i * 16, client, n, operations }
    })
  })
}
