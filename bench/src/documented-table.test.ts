import { expect, test } from 'vitest'
import { withFigures } from './documented-table.ts'

const page = `before

<!-- bench: ink -->

|         | old |
| ------- | --- |
| latency | 1.0 |
| bytes   | 2   |

<!-- /bench -->

after
`

test('a table keeps its rows and gets the columns that were measured', () => {
  const columns = {
    'bare ws': { bytes: '7', latency: '3.5', more: '1' },
    ours: { latency: '12.25', bytes: '9', more: '2' },
  }
  expect(withFigures(page, 'ink', columns)).toBe(`before

<!-- bench: ink -->

|         | bare ws | ours  |
| ------- | ------- | ----- |
| latency | 3.5     | 12.25 |
| bytes   | 7       | 9     |

<!-- /bench -->

after
`)
})

test('figures for a table that is not there, or that lack a row of it, are refused', () => {
  expect(() => withFigures(page, 'join', {})).toThrow('no block join')
  expect(() => withFigures(page, 'ink', { ours: { latency: '1' } })).toThrow('"bytes" is not among')
})
