import type { Element } from '@drawbridge/board'
import { frame } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { renderSvg, themes } from './svg.ts'
import { oneOfEach, square, strokeOf } from './testing/elements.ts'

const groups = (svg: string) => svg.split('\n').slice(1, -2)

test('one of each type', () => {
  expect(renderSvg(oneOfEach, { padding: 5, background: 'paper' })).toMatchSnapshot()
})

test('the dark theme has its own colours', () => {
  const svg = renderSvg(oneOfEach, { theme: themes.dark })
  expect(svg).toContain(themes.dark.colors.red)
  expect(svg).toContain(themes.dark.fills.yellow)
  expect(svg).not.toContain(themes.light.colors.red)
})

test('covers its elements and the padding', () => {
  const svg = renderSvg([strokeOf(1, { x: 100, y: 50 }, { x: 200, y: 50 })], { padding: 10 })
  // The board counts a full stroke width around ink.
  expect(svg).toContain('width="128" height="28" viewBox="86 36 128 28"')
})

test('of nothing is blank', () => {
  expect(renderSvg([])).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">\n</svg>\n',
  )
})

describe('text', () => {
  const written = (text: string) => renderSvg([{ ...oneOfEach[4], text } as Element])

  test('cannot leave its place', () => {
    const svg = written('</tspan><script>alert("1")</script>&amp;')
    expect(svg).not.toContain('<script>')
    expect(svg).toContain('&lt;/tspan&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;')
  })

  test('loses what XML cannot write, and nothing else', () => {
    expect(written('a\u0000b\u0008c\ud800d\ttab \u00e9 \ud83d\ude00')).toContain(
      '>abc\ufffdd\ttab \u00e9 \ud83d\ude00</tspan>',
    )
  })

  test('keeps its spaces and its empty lines', () => {
    expect(groups(written('  a\n\nb'))[0]).toMatch(
      /xml:space="preserve".*> {2}a<.*y="44.4"><\/tspan>.*y="69.4">b</,
    )
  })
})

test('no colour can leave its attribute', () => {
  const svg = renderSvg([{ ...oneOfEach[3], color: '#"/><script>' } as Element])
  expect(svg).not.toContain('<script>')
})

test('what lies in a frame is cut at its edge', () => {
  const area = frame({ id: 'area', index: 'a0', box: { minX: 0, minY: 0, maxX: 50, maxY: 50 } })
  const svg = renderSvg([area, { ...square(1, 30, 30), frame: area.id }])
  expect(svg).toContain('<clipPath id="in-area"><rect x="0" y="0" width="50" height="50"/></clipPath>')
  expect(svg).toContain('<g clip-path="url(#in-area)"><g transform="translate(30 30)">')
})
