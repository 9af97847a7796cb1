import { page } from '@drawbridge/board'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Desk } from './testing/desk.ts'
import { square } from './testing/elements.ts'

const a = square(1, 0, 0)
const b = square(2, 100, 0)

const names = (desk: Desk) =>
  desk.editor.pages.list.map(({ id, name }) => name || (id === '' ? 'first' : 'new'))

test('a board has one page from the start, and it stays', () => {
  const desk = new Desk([a])
  expect(desk.editor.pages.list).toEqual([{ id: '', name: '', index: 'a0' }])
  desk.editor.pages.remove('')
  expect(desk.board.elements).toEqual([a])
  expect(desk.entries).toHaveLength(0)
})

describe('a page that was added', () => {
  test('is shown, empty, and what is drawn then is on it', () => {
    const desk = new Desk([a])
    desk.editor.pages.add()
    expect(desk.editor.board.elements).toEqual([])
    desk.editor.setTool('rectangle')
    desk.drag([[0, 0], [50, 50]]) // prettier-ignore
    expect(desk.editor.board.elements).toMatchObject([{ type: 'shape', page: desk.editor.pages.current }])
    desk.editor.pages.show('')
    expect(desk.editor.board.elements).toEqual([a])
    desk.editor.selectAll()
    expect([...desk.editor.selection]).toEqual([a.id])
    desk.click(-20, -20)
    desk.click(0, 20)
    expect([...desk.editor.selection]).toEqual([a.id])
  })

  test('goes after the one that is shown, and is undone as one step', () => {
    const desk = new Desk()
    const { pages } = desk.editor
    pages.add()
    pages.rename(pages.current, ' Second ')
    pages.show('')
    pages.add()
    pages.rename(pages.current, 'Between')
    expect(names(desk)).toEqual(['first', 'Between', 'Second'])
    desk.editor.undo()
    desk.editor.undo()
    expect(names(desk)).toEqual(['first', 'Second'])
    expect(pages.current).toBe('')
  })
})

test('each page is seen again as it was left', () => {
  const { editor } = new Desk([a])
  editor.zoomTo(2)
  const { viewport } = editor
  editor.pages.add()
  expect(editor.viewport.zoom).toBe(1)
  editor.pages.show('')
  expect(editor.viewport).toBe(viewport)
})

test('pages are put up and down, the first one too', () => {
  const desk = new Desk()
  const { pages } = desk.editor
  pages.add()
  pages.rename(pages.current, 'B')
  pages.add()
  pages.rename(pages.current, 'C')
  pages.move(pages.current, 'up')
  expect(names(desk)).toEqual(['first', 'C', 'B'])
  pages.move('', 'down')
  expect(names(desk)).toEqual(['C', 'first', 'B'])
  pages.move('', 'down')
  pages.move('', 'down')
  expect(names(desk)).toEqual(['C', 'B', 'first'])
  expect(pages.neighbour('next')?.name).toBe('B')
})

describe('deleting a page', () => {
  test('takes what is on it along, as one undo step', () => {
    const desk = new Desk([a])
    const { pages } = desk.editor
    pages.add()
    const second = pages.current
    desk.editor.setTool('rectangle')
    desk.drag([[0, 0], [50, 50]]) // prettier-ignore
    const before = [...desk.board.elements]
    pages.remove(second)
    expect(desk.board.elements).toEqual([a])
    expect(pages.current).toBe('')
    desk.editor.undo()
    expect(desk.board.elements).toEqual(before)
  })

  test('of the first makes the next the first', () => {
    const desk = new Desk([a])
    const { pages } = desk.editor
    pages.add()
    pages.rename(pages.current, 'Second')
    desk.editor.setTool('rectangle')
    desk.drag([[0, 0], [50, 50]]) // prettier-ignore
    const before = [...desk.board.elements]
    const { settings } = desk.board
    pages.show('')
    pages.remove('')
    expect(pages.list).toMatchObject([{ id: '', name: 'Second' }])
    expect(desk.editor.board.elements).toMatchObject([{ type: 'shape', width: 50 }])
    desk.editor.undo()
    expect(desk.board.elements).toEqual(before)
    expect(desk.board.settings).toEqual(settings)
  })

  test('keeps what another draws on it meanwhile, on the first page', () => {
    const desk = new Desk()
    const { pages } = desk.editor
    pages.add()
    const second = pages.current
    pages.remove(second)
    desk.board.put(b.id, { ...b, page: second })
    expect(desk.editor.board.elements).toMatchObject([{ id: b.id }])
  })

  test('by another while it is shown shows the first', () => {
    const desk = new Desk([a])
    desk.editor.pages.add()
    desk.board.put(desk.editor.pages.current, undefined)
    expect(desk.editor.pages.current).toBe('')
    expect(desk.editor.board.elements).toEqual([a])
  })
})

test('the selection is taken to another page, what lies in its frames too', () => {
  const child = { ...b, frame: a.id }
  const desk = new Desk([a, child])
  const { pages } = desk.editor
  pages.add()
  const second = pages.current
  pages.show('')
  desk.editor.select([a.id])
  pages.takeSelectionTo(second)
  expect(pages.current).toBe(second)
  expect([...desk.editor.selection]).toEqual([a.id])
  expect(desk.editor.board.elements).toMatchObject([{ id: a.id }, { id: b.id, frame: a.id }])
  desk.editor.select([b.id])
  pages.takeSelectionTo('')
  expect(desk.board.get(b.id)).toMatchObject({ page: '', frame: '' })
  expect(desk.steps).toBe(3)
})

test('a reader walks through the pages and changes none', () => {
  const desk = new Desk([a, page({ id: b.id, index: 'a5', text: 'Second' })])
  desk.readOnly = true
  const { pages } = desk.editor
  pages.show(b.id)
  expect(pages.current).toBe(b.id)
  pages.add()
  pages.rename('', 'mine')
  pages.move('', 'down')
  pages.remove('')
  pages.takeSelectionTo('')
  expect(desk.entries).toHaveLength(0)
  expect(pages.current).toBe(b.id)
})

test('whatever is done to pages, there is at least one, in the order that was made, and undo takes all of it back', () => {
  const act = fc.record({
    what: fc.constantFrom('add', 'up', 'down', 'remove', 'draw', 'take'),
    which: fc.nat(5),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 15 }), (acts) => {
      const desk = new Desk([a])
      const before = [...desk.board.elements]
      const { settings } = desk.board
      const { pages } = desk.editor
      for (const { what, which } of acts) {
        const { list } = pages
        const id = list[which % list.length]?.id ?? ''
        if (what === 'add') pages.add()
        else if (what === 'remove') pages.remove(id)
        else if (what === 'draw') {
          desk.editor.setTool('rectangle')
          desk.drag([[0, 0], [50, 50]]) // prettier-ignore
        } else if (what === 'take') {
          desk.editor.selectAll()
          pages.takeSelectionTo(id)
        } else {
          const at = list.findIndex((page) => page.id === id)
          const there = what === 'up' ? Math.max(0, at - 1) : Math.min(list.length - 1, at + 1)
          pages.move(id, what)
          expect(pages.list.findIndex((page) => page.id === id)).toBe(there)
        }
        expect(pages.list.length).toBeGreaterThan(0)
        expect(pages.list.some((page) => page.id === pages.current)).toBe(true)
        const shown = pages.list.flatMap((page) => desk.board.page(page.id))
        expect(shown.length).toBe(desk.board.elements.length - desk.board.pages.length)
      }
      while (desk.entries.length > 0) desk.editor.undo()
      expect(desk.board.elements).toEqual(before)
      expect(desk.board.settings).toEqual(settings)
    }),
    { numRuns: 60 },
  )
})
