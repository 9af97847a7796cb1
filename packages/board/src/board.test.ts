import { anyElement, anyOperation, fewElementIds } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyToElement, applyToSettings } from './apply.ts'
import { Board } from './board.ts'
import type { Element } from './element.ts'
import { defaultSettings } from './element.ts'
import { rectangle, stroke } from './make.ts'
import { changeSettings, createElement, deleteElement, target, updateElement } from './operation.ts'
import { comparePaintOrder } from './order.ts'

/** The board as one would write it without a thought for speed. */
class NaiveBoard {
  readonly #elements = new Map<string, Element>()

  put(id: string, element: Element | undefined): void {
    if (element) this.#elements.set(id, element)
    else this.#elements.delete(id)
  }

  get(id: string): Element | undefined {
    return this.#elements.get(id)
  }

  get elements(): readonly Element[] {
    return [...this.#elements.values()].sort(comparePaintOrder)
  }
}

const puts = fc.tuple(fewElementIds, fc.option(anyElement())).map(([id, element]) => ({
  id,
  element: element ? { ...element, id } : undefined,
}))

describe('order and lookup agree', () => {
  test('after any operations', () => {
    fc.assert(
      fc.property(fc.array(anyOperation(), { maxLength: 40 }), (operations) => {
        const board = new Board()
        const naive = new NaiveBoard()
        let settings = defaultSettings
        for (const operation of operations) {
          const id = target(operation)
          const change = board.apply(operation)
          if (operation.type === 'settings') {
            const after = applyToSettings(settings, operation)
            expect(change !== undefined).toBe(after !== settings)
            settings = after
          } else if (id !== null) {
            const before = naive.get(id)
            const after = applyToElement(before, operation)
            expect(change).toEqual(before === after ? undefined : { id, before, after })
            naive.put(id, after)
            expect(board.get(id)).toEqual(after)
          }
          expect(board.elements.map(({ id }) => id)).toEqual(naive.elements.map(({ id }) => id))
          for (const element of board.elements) expect(board.get(element.id)).toBe(element)
          expect(board.settings).toEqual(settings)
        }
      }),
    )
  })

  test('after any puts', () => {
    fc.assert(
      fc.property(fc.array(puts, { maxLength: 40 }), (changes) => {
        const board = new Board()
        const naive = new NaiveBoard()
        for (const { id, element } of changes) {
          const before = board.get(id)
          const change = board.put(id, element)
          naive.put(id, element)
          expect(change).toEqual(before === element ? undefined : { id, before, after: element })
          expect(board.elements).toEqual(naive.elements)
          expect(board.get(id)).toBe(element)
        }
        expect(new Board(board.elements).elements).toEqual(board.elements)
      }),
    )
  })
})

const id = (letter: string) => letter.repeat(21) + 'A'
const square = (letter: string, index: string) =>
  rectangle({ id: id(letter), index, box: { minX: 0, minY: 0, maxX: 10, maxY: 10 } })
const order = (board: Board) => board.elements.map((element) => element.id.charAt(0)).join('')

test('elements with the same key are painted in the order of their ids', () => {
  const board = new Board([square('c', 'a1'), square('b', 'a0'), square('a', 'a1')])
  expect(order(board)).toBe('bac')
  board.apply(createElement(square('b', 'a9')))
  expect(order(board)).toBe('bac')
  board.apply(updateElement(id('b'), { index: 'a1' }))
  expect(order(board)).toBe('abc')
  board.apply(updateElement(id('a'), { index: 'a2', x: 7 }))
  expect(order(board)).toBe('bca')
  board.apply(deleteElement(id('c')))
  expect(order(board)).toBe('ba')
})

test('a change says what became of what', () => {
  const board = new Board()
  const element = square('a', 'a0')
  expect(board.apply(createElement(element))).toEqual({ id: element.id, before: undefined, after: element })
  expect(board.apply(updateElement(element.id, { x: 3 }))).toEqual({
    id: element.id,
    before: element,
    after: { ...element, x: 3 },
  })
  expect(board.apply(changeSettings({ pattern: 'none' }))).toEqual({
    id: null,
    before: undefined,
    after: undefined,
  })
  expect(board.apply(changeSettings({ pattern: 'none' }))).toBeUndefined()
})

test('a board has another revision after each change, and after nothing else', () => {
  const board = new Board()
  const other = new Board()
  const seen = new Set([other.revision])
  const isNew = () => {
    const isNew = !seen.has(board.revision)
    seen.add(board.revision)
    return isNew
  }
  expect(isNew()).toBe(true)
  expect(isNew()).toBe(false)
  const made = stroke({ id: 'A'.repeat(22), index: 'a0', points: [{ x: 0, y: 0 }] })
  board.apply(createElement(made))
  expect(isNew()).toBe(true)
  board.apply(updateElement(made.id, { x: 5 }))
  expect(isNew()).toBe(true)
  board.apply(updateElement(made.id, { x: 5 }))
  expect(isNew(), 'it is there already').toBe(false)
  board.apply(changeSettings({ pattern: 'lines' }))
  expect(isNew()).toBe(true)
  board.fill([{ ...made, id: 'B'.repeat(22) }])
  expect(isNew()).toBe(true)
  board.put(made.id, undefined)
  expect(isNew()).toBe(true)
})
