import { anyEntries, anyOperation } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Board } from './board.ts'
import { badOperation } from './check.ts'
import { boardHash } from './hash.ts'
import { Ink } from './ink.ts'
import { invert } from './invert.ts'
import { rectangle, stroke } from './make.ts'
import type { Operation } from './operation.ts'
import {
  changeSettings,
  createElement,
  deleteElement,
  eraseStroke,
  extendStroke,
  target,
  updateElement,
} from './operation.ts'
import { replay } from './replay.ts'

/** Applies operations; returns what takes them back, first to be applied first. */
function applyAll(board: Board, operations: readonly Operation[]): Operation[] {
  const back: Operation[] = []
  for (const operation of operations) {
    const id = target(operation)
    const inverse = invert(operation, id === null ? undefined : board.get(id), board.settings)
    board.apply(operation)
    if (inverse) back.unshift(inverse)
  }
  return back
}

const inkOf = (...xs: number[]) =>
  Ink.from(
    xs.map((x) => ({ x, y: 0 })),
    3,
  )
const strokeId = 'S'.repeat(21) + 'A'
const boxId = 'R'.repeat(21) + 'A'
const noneId = 'N'.repeat(21) + 'A'
const points = [0, 10, 20, 30].map((x) => ({ x, y: 0 }))
const aStroke = { ...stroke({ id: strokeId, index: 'a0', points }), erased: { k: [0, 100] } }
const aBox = rectangle({ id: boxId, index: 'a1', box: { minX: 0, minY: 0, maxX: 10, maxY: 10 } })
const freshBoard = () => new Board([aStroke, aBox])

describe('every kind of operation can be taken back', () => {
  test.each<[string, Operation]>([
    ['create', createElement({ ...aBox, id: noneId })],
    ['delete a box', deleteElement(boxId)],
    ['delete a stroke with ink and erasings', deleteElement(strokeId)],
    ['update one property', updateElement(boxId, { x: 3 })],
    ['update several, one of them as it was', updateElement(boxId, { x: 3, y: aBox.y, fill: 'red' })],
    ['update with one that it does not have', updateElement(strokeId, { x: 3, fontSize: 9 })],
    ['update of paint order', updateElement(strokeId, { index: 'a5' })],
    ['extend at the end', extendStroke(strokeId, 4, inkOf(40, 50))],
    ['extend from the middle', extendStroke(strokeId, 2, inkOf(40, 50, 60))],
    ['extend from the start', extendStroke(strokeId, 0, inkOf())],
    ['erase with a new key', eraseStroke(strokeId, 'new', [300, 400])],
    ['erase with a known key', eraseStroke(strokeId, 'k', [300, 400])],
    ['take an erasing back', eraseStroke(strokeId, 'k', [])],
    ['settings', changeSettings({ pattern: 'none', background: 'red' })],
  ])('%s', (_, operation) => {
    const board = freshBoard()
    const before = boardHash(board)
    const back = applyAll(board, [operation])
    expect(boardHash(board)).not.toBe(before)
    expect(back.map(badOperation)).toEqual([undefined])
    applyAll(board, back)
    expect(boardHash(board)).toBe(before)
  })

  test.each<[string, Operation]>([
    ['create what is there', createElement({ ...aBox, x: 77 })],
    ['delete what is gone', deleteElement(noneId)],
    ['update what is gone', updateElement(noneId, { x: 1 })],
    ['update to what it is', updateElement(boxId, { x: aBox.x })],
    ['update of nothing', updateElement(boxId, {})],
    ['update where the expectation fails', { ...updateElement(boxId, { x: 1 }), expect: { x: 2 } }],
    ['update of what it does not have', updateElement(boxId, { dx: 5 })],
    ['extend what is gone', extendStroke(noneId, 0, inkOf(1))],
    ['extend a box', extendStroke(boxId, 0, inkOf(1))],
    ['extend beyond the end', extendStroke(strokeId, 5, inkOf(1))],
    ['extend on another grid', extendStroke(strokeId, 4, Ink.from([{ x: 0, y: 0 }], 4))],
    ['extend by nothing', extendStroke(strokeId, 4, inkOf())],
    ['erase what is gone', eraseStroke(noneId, 'k', [0, 1])],
    ['erase a box', eraseStroke(boxId, 'k', [0, 1])],
    ['erase the same again', eraseStroke(strokeId, 'k', [0, 100])],
    ['take back what was not erased', eraseStroke(strokeId, 'other', [])],
    ['settings as they are', changeSettings({ pattern: 'dots' })],
  ])('no-op, so there is nothing to take back: %s', (_, operation) => {
    const board = freshBoard()
    const before = boardHash(board)
    expect(applyAll(board, [operation])).toEqual([])
    expect(board.apply(operation)).toBeUndefined()
    expect(boardHash(board)).toBe(before)
  })

  test('anything, on any board', () => {
    fc.assert(
      fc.property(anyEntries(6), anyOperation(), (entries, operation) => {
        const board = new Board()
        replay(board, 0, entries)
        const before = boardHash(board)
        const back = applyAll(board, [operation])
        for (const inverse of back) expect(badOperation(inverse)).toBeUndefined()
        applyAll(board, back)
        expect(boardHash(board)).toBe(before)
      }),
    )
  })
})

describe('undo leaves alone what others did since', () => {
  test('a property that another changed stays, the rest goes back', () => {
    const board = freshBoard()
    const undo = applyAll(board, [updateElement(boxId, { x: 100, color: 'red' })])
    board.apply(updateElement(boxId, { color: 'blue' }))
    applyAll(board, undo)
    expect(board.get(boxId)).toEqual({ ...aBox, color: 'blue' })
  })

  test('a setting that another changed stays', () => {
    const board = freshBoard()
    const undo = applyAll(board, [changeSettings({ background: 'red', pattern: 'none' })])
    board.apply(changeSettings({ background: 'blue' }))
    applyAll(board, undo)
    expect(board.settings).toMatchObject({ background: 'blue', pattern: 'dots' })
  })

  test('an erasing by another stays', () => {
    const board = freshBoard()
    const undo = applyAll(board, [eraseStroke(strokeId, 'mine', [100, 200])])
    board.apply(eraseStroke(strokeId, 'theirs', [150, 300]))
    applyAll(board, undo)
    expect(board.get(strokeId)).toMatchObject({ erased: { k: [0, 100], theirs: [150, 300] } })
  })

  test('what another deleted stays deleted', () => {
    const board = freshBoard()
    const undo = applyAll(board, [updateElement(boxId, { x: 100 })])
    board.apply(deleteElement(boxId))
    expect(applyAll(board, undo)).toEqual([])
    expect(board.get(boxId)).toBeUndefined()
  })
})

test('a batch undone in reverse and redone is as if nothing happened', () => {
  fc.assert(
    fc.property(
      anyEntries(6),
      fc.array(anyOperation(), { minLength: 1, maxLength: 25 }),
      (entries, operations) => {
        const board = new Board()
        replay(board, 0, entries)
        const before = boardHash(board)
        const undo = applyAll(board, operations)
        const after = boardHash(board)
        const redo = applyAll(board, undo)
        expect(boardHash(board)).toBe(before)
        const undoAgain = applyAll(board, redo)
        expect(boardHash(board)).toBe(after)
        applyAll(board, undoAgain)
        expect(boardHash(board)).toBe(before)
      },
    ),
  )
})
