import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join, relative } from 'node:path'

const folder = join(import.meta.dirname, '../results')

/** What it was measured on. Memory in bytes. */
export function machine() {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memory: totalmem(),
    node: process.version,
  }
}

/** Writes what was measured, with the machine it was measured on, and says where. */
export async function writeResults(name: string, results: object): Promise<string> {
  await mkdir(folder, { recursive: true })
  const time = new Date().toISOString()
  const file = join(folder, `${name}-${time.replaceAll(':', '-')}.json`)
  await writeFile(file, `${JSON.stringify({ name, time, machine: machine(), ...results }, null, 2)}\n`)
  return relative(process.cwd(), file)
}

/** Figures in rows, systems in columns. */
export function printTable(columns: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  const titles = [...new Set(Object.values(columns).flatMap((column) => Object.keys(column)))]
  console.table(
    Object.fromEntries(
      titles.map((title) => [
        title,
        Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[title] ?? ''])),
      ]),
    ),
  )
}
