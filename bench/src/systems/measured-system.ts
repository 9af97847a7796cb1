/** One process of what is measured. */
export interface Part {
  readonly role: 'server' | 'redis' | 'balancer'
  readonly pid: number
  /** Of a server of ours: where it tells how it is. */
  readonly url?: string
}

/** Running servers. */
export interface MeasuredSystem {
  /** Where clients connect. */
  readonly url: string
  readonly parts: readonly Part[]
  /** Where its log is, if that is in Redis. */
  readonly redisUrl?: string
  stop(): Promise<void>
}
