import { anyElement, seededRandom, shuffled } from '@drawbridge/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Board } from './board.ts'
import type { Element } from './element.ts'
import { comparePaintOrder } from './order.ts'
import { PaintOrder } from './paint-order.ts'

const anyElements = fc.uniqueArray(anyElement(), { selector: ({ id }) => id, maxLength: 30 })

test('whatever is put down, added, moved and removed in whichever order, it is the sorted list', () => {
  const step = fc.tuple(fc.constantFrom('putDown', 'add', 'move', 'remove', 'look'), fc.nat())
  fc.assert(
    fc.property(anyElements, fc.array(step, { maxLength: 60 }), (elements, steps) => {
      const order = new PaintOrder()
      const waiting = [...elements]
      let model: Element[] = []
      for (const [what, number] of steps) {
        const one = model[number % Math.max(1, model.length)]
        if (what === 'look') expect(order.elements).toEqual(model.toSorted(comparePaintOrder))
        else if (what === 'putDown' || what === 'add') {
          const next = waiting.pop()
          if (!next) continue
          order[what](next)
          model.push(next)
        } else if (one) {
          model = model.filter((other) => other !== one)
          if (what === 'remove') order.remove(one)
          else {
            const moved = { ...one, index: `a${number % 8}` }
            order.replace(one, moved)
            model.push(moved)
          }
        }
      }
      expect(order.elements).toEqual(model.toSorted(comparePaintOrder))
    }),
  )
})

test('a board that is filled in pieces, in any order, is the one that is made at once', () => {
  fc.assert(
    fc.property(anyElements, anyElements, fc.integer(), fc.nat(8), (elements, others, seed, piece) => {
      const all = [...others, ...elements]
      const whole = new Board()
      for (const element of all) whole.put(element.id, element)
      const filled = new Board()
      // What is asked for in between must not be what is answered later.
      const everything = { minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9 }
      const mixed = shuffled(
        all.filter(({ id }) => whole.get(id) !== undefined),
        seededRandom(seed),
      )
      for (let i = 0; i < mixed.length; i += piece + 1) {
        filled.fill(mixed.slice(i, i + piece + 1).flatMap(({ id }) => whole.get(id) ?? []))
        filled.touching(everything)
        filled.page('')
      }
      expect(filled.elements).toEqual(whole.elements)
      expect(filled.touching(everything)).toEqual(whole.touching(everything))
      expect(filled.pages).toEqual(whole.pages)
      expect(filled.page('')).toEqual(whole.page(''))
      expect(new Set(filled.linked)).toEqual(new Set(whole.linked))
    }),
  )
})
