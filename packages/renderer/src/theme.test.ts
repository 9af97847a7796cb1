import { palette } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { contrast, readableOn } from './contrast.ts'
import { fillColor, lineColor, themes } from './theme.ts'

describe.each(Object.values(themes))('the $name theme', (theme) => {
  test.each(palette.filter((name) => name !== 'paper'))('lets %s stand out on paper', (name) => {
    expect(contrast(theme.colors[name], theme.colors.paper)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(palette.filter((name) => name !== 'ink'))('lets ink be read on an area of %s', (name) => {
    expect(contrast(theme.colors.ink, theme.fills[name])).toBeGreaterThanOrEqual(4.5)
  })
})

test('colours outside the palette are taken as they are, and unknown names are ink', () => {
  expect(lineColor(themes.light, '#abcdef')).toBe('#abcdef')
  expect(fillColor(themes.dark, 'none')).toBeUndefined()
  expect(lineColor(themes.light, 'toString')).toBe(themes.light.colors.ink)
})

test('names on cursors are written in black or white, whichever reads better', () => {
  expect([readableOn('#ffff00'), readableOn('#000080')]).toEqual(['#000000', '#ffffff'])
})
