import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const page = join(import.meta.dirname, '../../docs/scaling.md')

type Columns = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * The page with new figures in the table that stands between `<!-- bench: block -->` and `<!-- /bench -->`: the rows that
 * it has, by their titles, and a column for each system. Throws when the page has no such block, or a row that was not
 * measured.
 */
export function withFigures(text: string, block: string, columns: Columns): string {
  const titles = titlesOf(contentOf(text, block))
  const names = Object.keys(columns)
  const rows = titles.map((title) => [
    title,
    ...names.map((name) => {
      const value = columns[name]?.[title]
      if (value === undefined) throw new Error(`"${title}" is not among the figures of ${name}`)
      return value
    }),
  ])
  return withContent(text, block, markdownTable([['', ...names], ...rows]))
}

/** Takes figures over into docs/scaling.md. Throws like `withFigures`. */
export async function documentFigures(block: string, columns: Columns): Promise<void> {
  await writeFile(page, withFigures(await readFile(page, 'utf8'), block, columns))
}

/** Says in docs/scaling.md, in its block `machine`, what all its figures were taken with. */
export async function documentMachine(sentence: string): Promise<void> {
  await writeFile(page, withContent(await readFile(page, 'utf8'), 'machine', `${sentence}\n`))
}

function boundsOf(text: string, block: string): readonly [start: number, end: number] {
  const opening = `<!-- bench: ${block} -->\n`
  const start = text.indexOf(opening) + opening.length
  const end = text.indexOf('<!-- /bench -->', start)
  if (start < opening.length || end === -1) throw new Error(`docs/scaling.md has no block ${block}`)
  return [start, end]
}

function contentOf(text: string, block: string): string {
  return text.slice(...boundsOf(text, block))
}

function withContent(text: string, block: string, content: string): string {
  const [start, end] = boundsOf(text, block)
  return `${text.slice(0, start)}\n${content}\n${text.slice(end)}`
}

function titlesOf(table: string): readonly string[] {
  const [, , ...rows] = table.split('\n').filter((line) => line.startsWith('|'))
  return rows.map((row) => row.split('|')[1]?.trim() ?? '')
}

/** As the formatter leaves it. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)))
  const lineOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const padded = rows.map((row) => lineOf(row.map((cell, at) => cell.padEnd(widths[at] ?? 0))))
  const rule = lineOf(widths.map((width) => '-'.repeat(width)))
  return [padded[0], rule, ...padded.slice(1), ''].join('\n')
}
