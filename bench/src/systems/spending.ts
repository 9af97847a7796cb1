import type { MeasuredSystem, Part } from './measured-system.ts'
import { cpuSeconds, residentBytes } from './processes.ts'

/** CPU seconds by role. */
export type Spending = Readonly<Record<Part['role'], number>>

/** What all processes of a system have used so far. */
export function spent({ parts }: MeasuredSystem): Spending {
  const total = { server: 0, redis: 0, balancer: 0 }
  for (const { role, pid } of parts) total[role] += cpuSeconds(pid)
  return total
}

export function spentBetween(before: Spending, after: Spending): Spending {
  return {
    server: after.server - before.server,
    redis: after.redis - before.redis,
    balancer: after.balancer - before.balancer,
  }
}

export function totalOf({ server, redis, balancer }: Spending): number {
  return server + redis + balancer
}

/** Resident bytes of the servers themselves. */
export function serverMemory({ parts }: MeasuredSystem): number {
  return parts.reduce((sum, { role, pid }) => sum + (role === 'server' ? residentBytes(pid) : 0), 0)
}
