import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import type { Measured } from './render-table.ts'
import { medianOf, shown } from './render-table.ts'

const begin = '<!-- render: written by the benchmark -->'
const end = '<!-- render: end -->'

/** What stands in the document, in this order: which figure, in words, and whether more of it is better. */
const rows: readonly { readonly figure: string; readonly words: string; readonly moreIsBetter?: boolean }[] =
  [
    { figure: 'open firstPicture', words: 'open: first picture' },
    { figure: 'open sharpPicture', words: 'open: last change of the picture' },
    { figure: 'open longestTask', words: 'open: longest task' },
    { figure: 'open heap', words: 'objects of the page' },
    { figure: 'open process', words: 'memory of its process' },
    ...['pan', 'zoom'].flatMap((scene) => [
      { figure: `${scene} fps`, words: `${scene}: new frames`, moreIsBetter: true },
      { figure: `${scene} frameP99`, words: `${scene}: p99 between them` },
      { figure: `${scene} lag`, words: `${scene}: lag after the input` },
      { figure: `${scene} longestTask`, words: `${scene}: longest task` },
    ]),
    { figure: 'draw inkP50', words: 'draw: pen to frame, p50' },
    { figure: 'draw inkP95', words: 'draw: pen to frame, p95' },
    { figure: 'draw longestTask', words: 'draw: longest task' },
    { figure: 'select-all inkP50', words: 'select all, pull: hand to frame, p50' },
    { figure: 'select-all inkP95', words: 'select all, pull: hand to frame, p95' },
    { figure: 'select-all lag', words: 'select all, pull: lag after the input' },
    { figure: 'select-all longestTask', words: 'select all, pull: longest task' },
    { figure: 'others busy', words: 'others draw: share of the time busy' },
    { figure: 'others cpu', words: 'others draw: share of a core' },
    { figure: 'others idle', words: 'others draw nothing: share of a core' },
    { figure: 'others frameCost', words: 'others draw: core time of a frame' },
    { figure: 'others fps', words: 'others draw: frames', moreIsBetter: true },
    { figure: 'others frameP99', words: 'others draw: p99 between them' },
    { figure: 'others newInk', words: 'others draw: frames with new ink', moreIsBetter: true },
    { figure: 'others lag', words: 'others draw: lag after their last point' },
    { figure: 'others longestTask', words: 'others draw: longest task' },
  ]

/** A table for each count of strokes, contenders side by side, the ratio to the best of the others last. */
export function performanceTables(measured: readonly Measured[]): string {
  const counts = [...new Set(measured.map(({ elements }) => elements))]
  return counts.map((count) => section(count, measured)).join('\n\n')
}

function section(count: number, measured: readonly Measured[]): string {
  const here = measured.filter(({ elements }) => elements === count)
  const [ours, ...others] = here
  if (!ours) return ''
  const head = [
    '',
    ...here.map(({ contender }) => contender),
    ...(others.length > 0 ? ['against the better'] : []),
  ]
  const body = rows.flatMap(({ figure, words, moreIsBetter = false }) => {
    const values = here.map(({ runs }) => medianOf(runs, figure))
    if (values.every(Number.isNaN)) return []
    const [own = NaN, ...theirs] = values
    const best = moreIsBetter ? Math.max(...theirs) : Math.min(...theirs)
    const ratio = moreIsBetter ? own / best : best / own
    const cells = [words, ...values.map((value) => shown(figure, value))]
    return [others.length > 0 ? [...cells, Number.isFinite(ratio) ? `${ratio.toFixed(1)}×` : '–'] : cells]
  })
  return `### ${count.toLocaleString('en')} strokes\n\n${markdownTable([head, ...body])}`
}

function markdownTable([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...body].map((row) => (row[i] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  )
}

/** Puts the tables between the document's markers, with when, where and how they were measured. Throws when it has none. */
export async function writePerformance(
  file: string,
  measured: readonly Measured[],
  { command, runs }: { readonly command: string; readonly runs: number },
): Promise<void> {
  const text = await readFile(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for tables: "${begin}" … "${end}"`)
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}`
  const how = `Measured on ${day} on ${machine}, without a GPU; medians of ${runs} ${runs === 1 ? 'run' : 'runs'}:`
  const written = `${how}\n\n\`\`\`\n${command}\n\`\`\`\n\n${performanceTables(measured)}`
  await writeFile(file, `${text.slice(0, from)}${begin}\n\n${written}\n\n${text.slice(to)}`)
}
