import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Element } from '@drawbridge/board'
import { elementId, rectangle, stroke } from '@drawbridge/board'
import { boardOfDocument, readBoardFile } from './board-document.ts'

const idOf = (byte: number) => elementId(new Uint8Array(16).fill(byte))
const box = rectangle({
  id: idOf(1),
  index: 'a0',
  box: { minX: 10, minY: 20, maxX: 30, maxY: 50 },
  color: 'red',
})
const points = [0, 1, 2].map((n) => ({ x: 100 + n * 1.375, y: 40 - n / 8, pressure: 1, time: n * 16 }))
const ink = stroke({ id: idOf(2), index: 'a1', points, color: '#123456' })
const erased = { ...ink, erased: { 'a-1': [128, 256] } }

/** As the server tells it. */
function plain(element: Element): Record<string, unknown> {
  if (element.type !== 'stroke') return { ...element }
  const { ink, ...rest } = element
  const points = Array.from({ length: ink.length }, (_, i) => [
    ink.x(i),
    ink.y(i),
    ink.pressure(i),
    ink.time(i),
  ])
  return { ...rest, points }
}

const documentOf = (elements: readonly Element[], settings = {}): unknown =>
  JSON.parse(JSON.stringify({ epoch: 'e', seq: 1, hash: '', settings, elements: elements.map(plain) }))

describe('the document of a board', () => {
  it('is read as the board that it tells of', () => {
    const board = boardOfDocument(documentOf([box, erased], { pattern: 'none' }))
    expect(board.settings.pattern).toBe('none')
    expect(board.elements.map(plain)).toEqual([plain(box), plain(erased)])
  })

  it.each([
    ['no document', [], 'a document has a list of elements'],
    ['an unknown type', { elements: [{ type: 'cloud' }] }, 'element 0: there is no such type of element'],
    ['a bad property', { elements: [{ ...box, x: 'left' }] }, /^element 0: shape.x must be a number/],
    [
      'a stroke without points',
      { elements: [box, { ...plain(ink), points: null }] },
      /^element 1: a stroke has/,
    ],
    [
      'a point without numbers',
      { elements: [{ ...plain(ink), points: [['a', 1]] }] },
      /^element 0: a point is/,
    ],
    ['bad settings', { elements: [], settings: { pattern: 'stars' } }, /pattern must be/],
  ])('is refused with %s', (_, document, message) => {
    expect(() => boardOfDocument(document)).toThrow(message)
  })

  it('names the file that is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drawbridge-document-'))
    const file = join(folder, 'board.json')
    try {
      await writeFile(file, 'no JSON')
      await expect(readBoardFile(file)).rejects.toThrow(`${file} is no board: `)
      await expect(readBoardFile(join(folder, 'nothing.json'))).rejects.toThrow('ENOENT')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
