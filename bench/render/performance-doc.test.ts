import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { performanceTables, writePerformance } from './performance-doc.ts'

const ours = {
  contender: 'Ours',
  elements: 1000,
  runs: [
    { 'pan fps': 60, 'pan lag': 10 },
    { 'pan fps': 50, 'pan lag': 20 },
    { 'pan fps': 58, 'pan lag': 15 },
  ],
}
const other = { contender: 'Other', elements: 1000, runs: [{ 'pan fps': 20, 'pan lag': 30 }] }
const third = { contender: 'Third', elements: 1000, runs: [{ 'pan fps': 29, 'pan lag': 60 }] }

describe('the tables of the document', () => {
  it('hold medians, and the ratio to the better of the others, whichever way is better', () => {
    const table = performanceTables([ours, other, third])
    expect(table).toContain('### 1,000 strokes')
    const cells = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
    expect(cells).toContainEqual(['', 'pan: new frames', '58/s', '20/s', '29/s', '2.0×', ''])
    expect(cells).toContainEqual(['', 'pan: lag after the input', '15 ms', '30 ms', '60 ms', '2.0×', ''])
  })

  it('tell what it costs to watch others, where that was measured', () => {
    const watched = [{ 'others busy': 0.234, 'others frameCost': 3.94, 'others newInk': 30 }]
    const lines = performanceTables([{ ...ours, runs: watched }])
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
    expect(lines).toContainEqual(['', 'others draw: share of the time busy', '23%', ''])
    expect(lines).toContainEqual(['', 'others draw: core time of a frame', '3.9 ms', ''])
    expect(lines).toContainEqual(['', 'others draw: frames with new ink', '30/s', ''])
    expect(performanceTables([ours])).not.toContain('others')
  })

  it('take the place of the last ones, and leave the rest of the document', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drawbridge-performance-'))
    const file = join(folder, 'performance.md')
    const [before, after] = ['# Title\n\n', '\n\n## After\n']
    const markers = ['<!-- render: written by the benchmark -->', '<!-- render: end -->'] as const
    try {
      await writeFile(file, `${before}${markers.join('\n\nold\n\n')}${after}`)
      await writePerformance(file, [ours], { command: 'the command', runs: 3 })
      const text = await readFile(file, 'utf8')
      expect(text.startsWith(before + markers[0])).toBe(true)
      expect(text.endsWith(markers[1] + after)).toBe(true)
      expect(text).not.toContain('old')
      expect(text).toContain('the command')
      await writeFile(file, 'no place')
      await expect(writePerformance(file, [ours], { command: '', runs: 1 })).rejects.toThrow(
        'no place for tables',
      )
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
