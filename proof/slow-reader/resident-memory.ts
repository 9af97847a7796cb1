import { readFileSync } from 'node:fs'

/** Bytes of memory that a process has in use, as the kernel sees it (RSS). Linux only. */
export function residentMemory(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kibibytes === undefined) throw new Error(`process ${pid} has no memory`)
  return Number(kibibytes) * 1024
}
