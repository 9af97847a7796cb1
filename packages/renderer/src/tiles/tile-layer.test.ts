import type { Element, StrokeElement } from '@drawbridge/board'
import { defaultSettings, note, frame as frameOf, line, stroke, text } from '@drawbridge/board'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { longer, oneOfEach, square, strokeOf } from '../testing/elements.ts'
import { difference, nodePath, TiledBoard } from '../testing/tiled-board.ts'
import { themes } from '../theme.ts'

beforeAll(() => {
  vi.stubGlobal('Path2D', nodePath)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const a = square(1, 20, 20)
const b = square(2, 40, 40)
const far = square(3, 200, 120)

/** A screen that is crossed by borders of tiles: there are four around the origin. */
const around = { x: -150, y: -100, zoom: 1 }

function expectSame(tiled: TiledBoard) {
  expect(difference(tiled.pixels, tiled.direct()).pixels).toBe(0)
}

function expectDifferent(tiled: TiledBoard) {
  expect(difference(tiled.pixels, tiled.direct()).pixels).toBeGreaterThan(20)
}

describe('through tiles a board looks as if painted at once', () => {
  const many: Element[] = [
    ...oneOfEach,
    a,
    { ...b, rotation: 0.5, opacity: 0.5 },
    note({ id: 'note', index: 'a8', box: { minX: -80, minY: -60, maxX: 60, maxY: 40 }, text: 'words' }),
  ]
  test.each([
    ['at its corner', { x: 0, y: 0, zoom: 1 }, 1],
    ['over borders of tiles', around, 1],
    ['between two pixels of a dense screen', { x: -150.25, y: -100.5, zoom: 1 }, 4],
    ['near by', { x: -10, y: -10, zoom: 3.7 }, 1],
    ['from farther away', { x: -300, y: -200, zoom: 0.6 }, 2],
  ])('%s', (_, viewport, ratio) => {
    expectSame(new TiledBoard(many, { ratio }).settle({ viewport }))
  })

  test('in the dark, with another background', () => {
    const tiled = new TiledBoard(many).settle({ viewport: around })
    tiled.set({ ...defaultSettings, background: 'blue', pattern: 'lines' }).settle({ theme: themes.dark })
    expectSame(tiled)
  })
})

describe('a change', () => {
  test('is seen in the frame after it, in paint order, before any tile is painted', () => {
    const tiled = new TiledBoard([a, b, far]).settle({ viewport: around })
    expectSame(tiled.put({ ...a, color: 'red', fill: 'green' } as Element).frame())
    expectSame(tiled.put({ ...b, x: 190, y: 110 }).frame())
    expectSame(tiled.remove(far.id).frame())
    expectSame(tiled.settle())
  })

  test('that was made while tiles were painted is not lost', () => {
    const tiled = new TiledBoard([a]).frame({ viewport: around })
    tiled.work(1)
    expectSame(
      tiled
        .put(b)
        .put({ ...a, x: -60 })
        .settle(),
    )
  })

  test('on top of all needs no tile to be painted again', () => {
    const tiled = new TiledBoard([a, b]).settle({ viewport: around })
    tiled.work().frame().work()
    const before = tiled.asked.flat().filter(({ kind }) => kind === 'area').length
    tiled.put(square(5, -20, -20)).frame()
    expectSame(tiled)
    tiled.put(square(6, -10, -30)).frame()
    expectSame(tiled)
    expect(tiled.asked.flat().filter(({ kind }) => kind === 'area')).toHaveLength(before)
  })

  test('of the settings or the theme is seen once tiles are ready, and never blank before', () => {
    const tiled = new TiledBoard([a, b]).settle()
    const light = tiled.direct()
    tiled.frame({ theme: themes.dark })
    expect(difference(tiled.pixels, light).pixels).toBe(0)
    expectSame(tiled.settle())
  })

  test('that another board is shown leaves nothing of the one before', () => {
    const tiled = new TiledBoard([a, b]).settle()
    tiled.settle({ board: new TiledBoard([far]).board })
    expect(difference(tiled.pixels, tiled.direct(undefined, [far])).pixels).toBe(0)
  })
})

describe('joined and framed', () => {
  const joined = line({ id: 'line', index: 'a9', from: { x: 0, y: 0 }, to: { x: 1, y: 1 } })
  const between: Element = { ...joined, startElement: a.id, endElement: far.id, startX: 0.5, startY: 0.5, endX: 0.5, endY: 0.5 } // prettier-ignore

  test('a line goes with what it is joined to', () => {
    const tiled = new TiledBoard([a, far, between]).settle({ viewport: around })
    const before = tiled.pixels
    tiled.put({ ...far, x: 60, y: -80 }).frame()
    const atOnce = tiled.pixels
    expect(difference(before, atOnce).pixels).toBeGreaterThan(20)
    expect(difference(atOnce, tiled.settle().pixels).pixels).toBe(0)
    const fresh = new TiledBoard(tiled.board.elements).settle({ viewport: around })
    expect(difference(atOnce, fresh.pixels).pixels).toBe(0)
  })

  test('what lies in a frame is cut, also after the frame has gone and come back', () => {
    const area = frameOf({ id: 'area', index: 'a0', box: { minX: 10, minY: 10, maxX: 40, maxY: 40 } })
    const inside = { ...a, frame: area.id, fill: 'red' } as Element
    const tiled = new TiledBoard([area, inside]).settle({ viewport: around })
    const cut = tiled.pixels
    tiled.remove(area.id).settle()
    expectSame(tiled)
    expect(difference(cut, tiled.pixels).pixels).toBeGreaterThan(100)
    expect(difference(cut, tiled.put(area).settle().pixels).pixels).toBe(0)
  })
})

describe('what is not painted here', () => {
  test('what the eraser marks is faded, and back when it is not any more', () => {
    const tiled = new TiledBoard([a, far]).settle()
    const whole = tiled.pixels
    tiled.frame({ erasing: new Set([far.id]) })
    expect(difference(tiled.pixels, tiled.direct(undefined, [a, { ...far, opacity: 0.25 }])).pixels).toBe(0)
    expect(difference(tiled.frame({ erasing: new Set() }).pixels, whole).pixels).toBe(0)
  })

  test('words that are being edited, but what they stand on', () => {
    const words = text({
      id: 'words',
      index: 'a5',
      at: { x: 100, y: 100 },
      text: 'words',
      width: 60,
      height: 25,
    })
    const labelled = { ...far, text: 'label' } as Element
    const tiled = new TiledBoard([words, labelled]).settle()
    tiled.settle({ editing: words.id })
    expect(difference(tiled.pixels, tiled.direct(undefined, [labelled])).pixels).toBe(0)
    tiled.settle({ editing: labelled.id })
    expect(difference(tiled.pixels, tiled.direct(undefined, [words, far])).pixels).toBe(0)
    expectSame(tiled.settle({ editing: undefined }))
  })

  test('a stroke that is being drawn, until it has not grown for a while', () => {
    const begun = strokeOf(7, { x: 30, y: 30 })
    const tiled = new TiledBoard([a]).settle()
    const before = tiled.pixels
    tiled.put(begun).frame()
    const grown = longer(begun, 90, 60)
    tiled.put(grown).frame()
    expect([...tiled.layer.live.ids]).toEqual([begun.id])
    expect(difference(tiled.pixels, before).pixels).toBe(0)
    expectSame(tiled.settle())
    expect([...tiled.layer.live.ids]).toEqual([])
  })

  test('a stroke that goes on after a while: what was painted of it is taken away', () => {
    const begun = longer(strokeOf(7, { x: 30, y: 30 }), 60, 60) as StrokeElement
    const tiled = new TiledBoard([a, begun]).settle()
    tiled.put(longer(begun, 90, 60)).frame()
    expect(difference(tiled.pixels, tiled.direct(undefined, [a])).pixels).toBe(0)
    expectSame(tiled.settle())
  })
})

describe('never blank', () => {
  const elements = [{ ...a, fill: 'red' } as Element, b, { ...far, fill: 'blue' } as Element]

  test('after a pan tiles that are there are used, and an overview stands in for the others', () => {
    const tiled = new TiledBoard(elements).settle()
    tiled.work().frame().work()
    tiled.frame({ viewport: { x: -420, y: 0, zoom: 1 } })
    const moved = tiled.asked.flat().length
    expectSame(tiled.settle())
    tiled.frame({ viewport: { x: -420.4, y: 0, zoom: 1 } })
    expect(tiled.asked.flat().length).toBeGreaterThanOrEqual(moved)
    expect(tiled.layer.isSharp).toBe(true)
  })

  test('what nobody misses yet waits while a hand draws', () => {
    const tiled = new TiledBoard([a, b])
    for (let i = 0; i < 20 && !tiled.layer.isSharp; i++) tiled.frame({ draft: [far] }).work()
    expect(tiled.layer.isSharp).toBe(true)
    expect(tiled.asked.at(-1)).toEqual([])
    expect(tiled.layer.wantsFrame).toBe(false)
    expect(tiled.frame({ draft: [] }).layer.wantsFrame).toBe(true)
    tiled.frame({ draft: [] }, 600).frame()
    expect(tiled.asked.at(-1)?.length).toBeGreaterThan(4)
  })

  describe('on a dense board that is only drafted', () => {
    const rows = Array.from({ length: 2500 }, (_, i) =>
      line({ id: `s${i}`, index: `b${i + 10000}`, from: { x: 0, y: i * 0.08 }, to: { x: 290, y: i * 0.08 } }),
    )
    const exactJobs = ({ asked }: TiledBoard) =>
      asked.at(-1)?.filter((job) => job.kind === 'area' && job.quality === 'exact') ?? []

    function drafted(): TiledBoard {
      const tiled = new TiledBoard(rows)
      for (let i = 0; i < 2000 && exactJobs(tiled).length === 0; i++) tiled.work(1).frame()
      expect(tiled.layer.isSharp).toBe(false)
      return tiled
    }

    test('what is put on top is seen in the frame after it', () => {
      const tiled = drafted()
      const before = tiled.frame().pixels
      tiled.put({ ...square(9, 100, 60), index: 'c0', fill: 'red' } as Element).frame()
      expect(tiled.layer.isSharp).toBe(false)
      expect(difference(tiled.pixels, before).pixels).toBeGreaterThan(20)
      expectSame(tiled.settle())
    })

    test('what is taken away is gone from the next draft, which comes before the tiles', () => {
      const tiled = drafted()
      for (const { id } of rows.slice(0, 1250)) tiled.remove(id)
      for (let i = 0; i < 30; i++) tiled.frame()
      const lower = (pixels: Uint8ClampedArray) => pixels.subarray(0, 300 * 4 * 90)
      const isGone = () => difference(lower(tiled.pixels), lower(tiled.direct())).pixels === 0
      expect(isGone()).toBe(false)
      for (let i = 0; i < 2000 && !isGone(); i++) tiled.work(1).frame()
      expect(tiled.layer.isSharp).toBe(false)
      expectSame(tiled.settle())
    })

    test('its tiles wait while a hand draws, and no longer', () => {
      const tiled = drafted()
      tiled.frame({ draft: [far] })
      expect(exactJobs(tiled)).toEqual([])
      tiled.frame({ draft: [] }, 600).frame()
      expect(exactJobs(tiled).length).toBeGreaterThan(0)
      expectSame(tiled.settle())
    })

    test('those that the draft does not show do not wait', () => {
      const tiled = drafted()
      tiled.frame({ viewport: { x: 150, y: 0, zoom: 1 } }, 600)
      tiled.frame({ draft: [far] })
      expect(exactJobs(tiled).length).toBeGreaterThan(0)
    })
  })

  test('an overview that made way for something more urgent is asked for again', () => {
    const overviewsOf = (jobs: readonly { kind: string }[] = []) =>
      jobs.filter(({ kind }) => kind === 'overview')
    const tiled = new TiledBoard(elements).settle()
    expect(overviewsOf(tiled.asked.at(-1))).toHaveLength(1)
    tiled.frame({ viewport: { x: -4200, y: 0, zoom: 1 } })
    expect(overviewsOf(tiled.asked.at(-1))).toEqual([])
    tiled.settle().frame({}, 4000).frame()
    expect(overviewsOf(tiled.asked.at(-1))).toHaveLength(1)
  })

  test('while the zoom changes the last picture is scaled, and no tile is asked for until it rests', () => {
    const tiled = new TiledBoard(elements).settle()
    tiled.work().frame().work()
    const asked = tiled.asked.length
    for (const zoom of [1.1, 1.2, 1.3]) {
      tiled.frame({ viewport: { x: 0, y: 0, zoom } })
      // Only the edges of what is scaled are less sharp.
      expect(difference(tiled.pixels, tiled.direct(), 90).pixels).toBeLessThan(300)
      expect(tiled.layer.isSharp).toBe(false)
    }
    expect(tiled.asked.slice(asked).flat()).toEqual([])
    expect(tiled.layer.wantsFrame).toBe(true)
    expectSame(tiled.settle())
  })

  test('a zoom that goes far gets a draft before it rests', () => {
    const tiled = new TiledBoard(elements).settle()
    tiled.work().frame().work()
    const asked = tiled.asked.length
    tiled.frame({ viewport: { x: 0, y: 0, zoom: 2.5 } })
    expect(tiled.asked.slice(asked).flat()).toMatchObject([{ kind: 'area', quality: 'draft' }])
    tiled.work().frame()
    expect(difference(tiled.pixels, tiled.direct(), 90).pixels).toBeLessThan(300)
  })

  test('what comes in small portions while a board opens is painted elsewhere, as one draft', () => {
    const tiled = new TiledBoard([a]).settle({ viewport: around })
    tiled.asked.length = 0
    for (let portion = 0; portion < 3; portion++) {
      for (let i = 0; i < 30; i++) {
        const id = `s${portion}-${i}`
        tiled.put({ ...a, id, index: `b${10 + portion}${10 + i}`, x: 4 * i, y: 40 * portion } as Element)
      }
      tiled.frame({ isOpening: true })
      expectDifferent(tiled)
    }
    expect(new Set(tiled.asked.flat().map((job) => job.kind === 'area' && job.quality))).toEqual(
      new Set(['draft']),
    )
    expectSame(tiled.settle({ isOpening: false }))
  })

  test('a stroke of a hand that draws while a board opens is seen at once', () => {
    const tiled = new TiledBoard([a]).settle({ viewport: around })
    expectSame(tiled.put(far).frame({ isOpening: true }))
  })

  test('a large board is seen bit by bit while it is handed over', () => {
    const rows = Array.from({ length: 4500 }, (_, i) => ({
      ...stroke({ id: `s${i}`, index: `b${i + 10000}`, strokeWidth: 4, points: [{ x: 0, y: 0 }, { x: 150, y: 0 }] }), // prettier-ignore
      y: (i * 190) / 4500 + 5,
    }))
    const tiled = new TiledBoard(rows)
    tiled.frame().work().frame()
    expect(tiled.layer.hasPicture).toBe(true)
    expectDifferent(tiled)
    tiled.settle()
    expect(tiled.layer.isSharp).toBe(true)
    expect(difference(tiled.pixels, tiled.direct()).pixels).toBeLessThan(200)
  })
})

test('a stroke thinner than it needs an outline looks almost the same as with one', () => {
  const points = Array.from({ length: 60 }, (_, i) => ({
    x: i * 4,
    y: 60 + 50 * Math.sin(i / 5),
    time: i * 16,
  }))
  const curve = stroke({ id: 'curve', index: 'a1', strokeWidth: 2.5, points })
  const tiled = new TiledBoard([curve]).settle()
  // Nowhere is a pixel that one has in the middle of its line white on the other.
  expect(difference(tiled.pixels, tiled.direct(), 200).pixels).toBeLessThan(5)
})

test('when the painter fails, the other one begins from the start', () => {
  const tiled = new TiledBoard([a, b])
  tiled.failNext = true
  expectSame(tiled.settle())
  expect(tiled.layer.paintsInstead).toBe(true)
})
