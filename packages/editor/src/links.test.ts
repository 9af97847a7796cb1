import { describe, expect, test } from 'vitest'
import { normalLink } from './links.ts'
import { Desk } from './testing/desk.ts'
import { square } from './testing/elements.ts'

test.each([
  ['example.com', 'https://example.com'],
  ['example.com:8080/a?b#c', 'https://example.com:8080/a?b#c'],
  [' http://example.com ', 'http://example.com'],
  ['ada@example.com', 'mailto:ada@example.com'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['two words', undefined],
  ['', undefined],
])('%s is understood as %s', (written, link) => {
  expect(normalLink(written)).toBe(link)
})

describe('a linked element', () => {
  const linked = { ...square(1, 0, 0), link: 'https://example.com' }

  test('opens its link by its badge, for readers too, and not where the press leaves it', () => {
    const desk = new Desk([linked])
    desk.readOnly = true
    expect(desk.editor.linkBadges).toEqual([{ at: { x: 57, y: -17 }, link: linked.link }])
    desk.click(57, -17)
    expect(desk.opened).toEqual([linked.link])
    desk.down(57, -17)
    desk.move(90, 50)
    desk.up(90, 50)
    expect(desk.opened).toHaveLength(1)
    desk.move(57, -17)
    expect(desk.editor.cursor).toBe('pointer')
  })

  test('gets a link and loses it', () => {
    const desk = new Desk([square(1, 0, 0)])
    desk.editor.selectAll()
    desk.editor.setLink('https://example.org/')
    expect(desk.board.elements).toMatchObject([{ link: 'https://example.org/' }])
    desk.editor.run('arrange.openLink')
    expect(desk.opened).toEqual(['https://example.org/'])
    desk.editor.run('arrange.removeLink')
    expect(desk.board.elements).toMatchObject([{ link: '' }])
    expect(desk.steps).toBe(2)
  })
})
