import { mutants } from './mutants.ts'
import { PatchedCopy } from './patched-copy.ts'

/** Prints what noticed each mutant, for docs/guarantees.md. With words, only the mutants whose name has one of them. */
const words = process.argv.slice(2)
const copy = await PatchedCopy.make()
let survivors = 0
try {
  for (const mutant of mutants) {
    if (words.length > 0 && !words.some((word) => mutant.name.includes(word))) continue
    const { guard } = mutant
    const { ok, output } = await copy.run(mutant)
    if (ok) survivors++
    const seed = /^seed (\d+):/m.exec(output)?.[1]
    const test = /(?:FAIL|×)[^\n]*?> ([^\n]*)/.exec(output)?.[1]
    const by = 'schedules' in guard ? `simulation, seed ${seed ?? '–'}` : `${guard.tests}: ${test ?? '–'}`
    console.log(`| ${mutant.name} | ${mutant.promise} | ${ok ? '**survived**' : by} |`)
  }
} finally {
  await copy.remove()
}
process.exitCode = survivors === 0 ? 0 : 1
