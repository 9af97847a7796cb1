import { describe, expect, it } from 'vitest'
import type { Element } from '@drawbridge/board'
import { Board, elementId, page, rectangle } from '@drawbridge/board'
import { contentOfBoard, contentOfSheet } from './board-content.ts'
import { sheetSize, windowSize } from './ink-sheet.ts'

const idOf = (byte: number) => elementId(new Uint8Array(16).fill(byte))
const square = (byte: number, x: number, y: number, rest: Partial<Element> = {}): Element =>
  rectangle({
    id: idOf(byte),
    index: `a${byte}`,
    box: { minX: x - 5, minY: y - 5, maxX: x + 5, maxY: y + 5 },
    ...rest,
  })

describe('what a board is filled with', () => {
  it('is a sheet that is seen in its middle', () => {
    const content = contentOfSheet(100)
    const { width, height } = sheetSize(100)
    expect(content.corner.x + windowSize.width / 2).toBeCloseTo(width / 2)
    expect(content.corner.y + windowSize.height / 2).toBeCloseTo(height / 2)
    const created = [...content.operations()].flatMap((operation) =>
      operation.type === 'create' ? [operation.element] : [],
    )
    expect(created).toHaveLength(100)
    expect([created[0]?.id, created.at(-1)?.index]).toEqual([content.bottom, content.top])
  })

  it('is a board that is seen in the middle of what is there', () => {
    const board = new Board([square(1, 0, 0), square(2, 200, 100)])
    const content = contentOfBoard(board)
    expect(content.corner.x + windowSize.width / 2).toBeCloseTo(100)
    expect(content.corner.y + windowSize.height / 2).toBeCloseTo(50)
    const copy = new Board()
    for (const operation of content.operations()) copy.apply(operation)
    expect(copy.elements).toEqual(board.elements)
    expect(copy.settings).toEqual(board.settings)
  })

  it('is seen where something is, when nothing is in the middle', () => {
    const { corner } = contentOfBoard(new Board([square(1, 0, 0), square(2, 9000, 0), square(3, 3000, 0)]))
    expect(corner.x + windowSize.width / 2).toBeCloseTo(3000)
  })

  it('is seen on the fullest page', () => {
    const second = idOf(9)
    const content = contentOfBoard(
      new Board([
        square(1, 0, 0),
        page({ id: second, index: 'a1', text: 'Second' }),
        square(2, 500, 0, { page: second }),
        square(3, 500, 0, { page: second }),
      ]),
    )
    expect([content.page, content.bottom, content.count]).toEqual([second, idOf(2), 4])
    expect(content.corner.x + windowSize.width / 2).toBeCloseTo(500)
  })

  it('is not nothing', () => {
    expect(() => contentOfBoard(new Board())).toThrow('nothing on the board')
  })
})
