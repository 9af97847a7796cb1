import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './setup.mjs'

const specs = join(root, 'e2e/tests')

/** Titles of all tests of the specs, as they stand there. */
function titles() {
  const files = readdirSync(specs, { recursive: true }).filter((name) => name.endsWith('.spec.ts'))
  const source = files.map((name) => readFileSync(join(specs, name), 'utf8')).join('\n')
  const found = source.matchAll(/\btest\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gs)
  return new Set([...found].map(([, , title]) => title.replace(/\\(.)/g, '$1').replace(/\s+@\w+$/, '')))
}

/** Cells of the tables' rows, without the heads. */
function rows() {
  const lines = readFileSync(join(root, 'docs/editor.md'), 'utf8').split('\n')
  return lines
    .filter((line) => line.startsWith('|') && !/^\| *(feature|-+) *\|/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    )
}

test('every feature of docs/editor.md names a test that there is', () => {
  const known = titles()
  const missing = rows().filter(([, , test]) => !known.has(test?.replaceAll('`', '').replace(/\s+@\w+$/, '')))
  expect(missing.map(([feature, , test]) => `${feature}: ${test}`)).toEqual([])
})

test('every row is whole', () => {
  expect(rows().length).toBeGreaterThan(100)
  for (const cells of rows()) {
    expect(cells, cells.join(' | ')).toHaveLength(3)
    for (const cell of cells) expect(cell, cells.join(' | ')).not.toBe('')
  }
})
