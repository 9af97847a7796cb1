import { isIP } from 'node:net'

/** How one environment variable is read. `parse` returns undefined for a value that will not do. */
interface Setting<T> {
  readonly variable: string
  /** What holds when the variable is not set, in the form in which one would set it; empty: none. */
  readonly fallback: string
  readonly meaning: string
  /** Ends the sentence "… must be". */
  readonly expected: string
  readonly parse: (text: string) => T | undefined
  /** Not to be repeated in a message. */
  readonly confidential: boolean
}

function setting<T>(
  variable: string,
  fallback: string,
  meaning: string,
  [expected, parse]: Check<T>,
  confidential = false,
): Setting<T> {
  return { variable, fallback, meaning, expected, parse, confidential }
}

type Check<T> = readonly [expected: string, parse: (text: string) => T | undefined]

function whole(min: number, max: number): Check<number> {
  return [
    `a whole number from ${min} to ${max}`,
    (text) => {
      const value = /^\d+$/.test(text) ? Number(text) : NaN
      return value >= min && value <= max ? value : undefined
    },
  ]
}

function positive(max: number): Check<number> {
  return [
    `a number above 0, at most ${max}`,
    (text) => {
      const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN
      return value > 0 && value <= max ? value : undefined
    },
  ]
}

const share: Check<number> = [
  'a number from 0 to 1',
  (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN
    return value >= 0 && value <= 1 ? value : undefined
  },
]

function oneOf<const T extends string>(...choices: readonly T[]): Check<T> {
  return [`one of ${choices.join(', ')}`, (text) => choices.find((choice) => choice === text)]
}

const anyText: Check<string> = ['text', (text) => text]

function urlWith(protocols: readonly string[], text: string): URL | undefined {
  const url = URL.parse(text)
  return url && protocols.includes(url.protocol) ? url : undefined
}

const host: Check<string> = [
  'an address of this machine such as 127.0.0.1, or 0.0.0.0 for all',
  // Fastify would open a second socket for `localhost`, which Socket.IO would not know of.
  (text) => (text === 'localhost' ? '127.0.0.1' : isIP(text) > 0 ? text : undefined),
]

const redisUrls: Check<readonly string[] | null> = [
  'an address such as redis://localhost:6379, or those of some nodes of a cluster, separated by commas and alike but for host and port',
  (text) => {
    if (text === '') return null
    const urls = text.split(',').map((part) => urlWith(['redis:', 'rediss:'], part.trim()))
    const known = urls.filter((url) => url !== undefined)
    // What they have in common: a cluster has one set of users, one way of encryption and no numbered databases.
    const alike = new Set(known.map((url) => [url.protocol, url.username, url.password].join(' ')))
    const isCluster = urls.length > 1
    if (known.length < urls.length || alike.size > 1) return undefined
    if (isCluster && known.some(({ pathname }) => !['', '/', '/0'].includes(pathname))) return undefined
    return known.map(({ href }) => href)
  },
]

const coldUrl: Check<URL | null> = [
  'an address such as postgres://user:password@localhost/drawbridge or file:///mnt/boards',
  (text) => {
    if (text === '') return null
    const url = urlWith(['postgres:', 'postgresql:', 'file:'], text)
    return url?.protocol === 'file:' && url.host !== '' ? undefined : url
  },
]

const collector: Check<string> = [
  'an address such as http://localhost:4318',
  (text) => urlWith(['http:', 'https:'], text)?.href,
]

const secret: Check<string | null> = [
  'at least 32 characters that nobody can guess',
  (text) => (text === '' ? null : text.length >= 32 ? text : undefined),
]

const publicUrl: Check<string | null> = [
  'an address such as https://draw.example.org, without a path',
  (text) => {
    if (text === '') return null
    const url = urlWith(['http:', 'https:'], text)
    return url?.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : undefined
  },
]

/** `same`: pages that this server serves; `any`: all pages; else those of the listed origins and our own. */
export type AllowedOrigins = 'same' | 'any' | readonly string[]

const origins: Check<AllowedOrigins> = [
  'a list such as https://example.org,https://example.com, or * for all',
  (text) => {
    if (text === '') return 'same'
    if (text === '*') return 'any'
    const listed = text.split(',').map((part) => urlWith(['http:', 'https:'], part.trim())?.origin)
    return listed.every((origin) => origin !== undefined) ? listed : undefined
  },
]

const proxyNetworks = ['loopback', 'linklocal', 'uniquelocal']

const trustProxy: Check<boolean | string> = [
  `true, false, or a list of addresses, networks, ${proxyNetworks.join(', ')}`,
  (text) => {
    if (text === 'true' || text === 'false') return text === 'true'
    const parts = text.split(',').map((part) => part.trim())
    const known = (part: string) => proxyNetworks.includes(part) || isIP(part.replace(/\/\d+$/, '')) > 0
    return parts.every(known) ? parts.join(',') : undefined
  },
]

/** Every setting, in the order in which the README lists them. */
export const settings = {
  port: setting('PORT', '3000', 'Port to listen on; 0 takes any free one.', whole(0, 65_535)),
  host: setting('HOST', '0.0.0.0', 'Address to listen on; 127.0.0.1 keeps the board to this machine.', host),
  dataFolder: setting(
    'DRAWBRIDGE_DATA',
    './data',
    'Folder of the SQLite file and of pictures; not used with Redis. Back this up.',
    anyText,
  ),
  redisUrls: setting(
    'DRAWBRIDGE_REDIS_URL',
    '',
    'Redis 7 or newer that holds the log, for several instances; some nodes of a Redis Cluster, separated by commas. Not set: SQLite, one instance.',
    redisUrls,
    true,
  ),
  redisReplicas: setting(
    'DRAWBRIDGE_REDIS_REPLICAS',
    '0',
    'Replicas of Redis that must have an entry before it is acknowledged: with 1 or more a fail-over loses nothing that was. See deploy/README.md.',
    whole(0, 10),
  ),
  redisReplicaMs: setting(
    'DRAWBRIDGE_REDIS_REPLICA_MS',
    '500',
    'How long replicas are waited for, in milliseconds; entries that they lack then are refused, and clients send them again.',
    whole(10, 2000),
  ),
  coldUrl: setting(
    'DRAWBRIDGE_COLD_URL',
    '',
    'PostgreSQL, or a folder that all instances share, for idle boards, old entries and pictures. Not set: they stay in Redis. Not used with SQLite.',
    coldUrl,
    true,
  ),
  idleMinutes: setting(
    'DRAWBRIDGE_IDLE_MINUTES',
    '30',
    'How long nothing is drawn on a board that nobody is on before it leaves Redis for the cold store.',
    positive(525_600),
  ),
  secret: setting(
    'DRAWBRIDGE_SECRET',
    '',
    'Signs access tokens. Not set: made at the first start and kept beside the boards.',
    secret,
    true,
  ),
  publicUrl: setting(
    'DRAWBRIDGE_PUBLIC_URL',
    '',
    'Address that people use, for links. Not set: the one that a request came to.',
    publicUrl,
  ),
  origins: setting(
    'DRAWBRIDGE_ORIGINS',
    '',
    "Origins whose pages may connect, besides the server's own.",
    origins,
  ),
  trustProxy: setting(
    'DRAWBRIDGE_TRUST_PROXY',
    'false',
    'Whose X-Forwarded-* headers to believe: set it behind a load balancer, and only there.',
    trustProxy,
  ),
  tokenMinutes: setting(
    'DRAWBRIDGE_TOKEN_MINUTES',
    '60',
    'How long an access token is good for; clients fetch new ones by themselves.',
    whole(1, 1440),
  ),
  boardsPerMinute: setting(
    'DRAWBRIDGE_BOARDS_PER_MINUTE',
    '600',
    'New boards that one address may make in a minute.',
    whole(1, 1_000_000),
  ),
  maxFileBytes: setting(
    'DRAWBRIDGE_MAX_FILE_BYTES',
    '10485760',
    'The largest picture that can be put on a board, in bytes.',
    whole(1, 100 * 1024 * 1024),
  ),
  boardFileBytes: setting(
    'DRAWBRIDGE_BOARD_FILE_BYTES',
    '268435456',
    'What the pictures of one board may come to, in bytes; the same one counts once.',
    whole(1, 2 ** 50),
  ),
  filesPerMinute: setting(
    'DRAWBRIDGE_FILES_PER_MINUTE',
    '300',
    'Pictures that one address may send in a minute.',
    whole(1, 1_000_000),
  ),
  tickMs: setting(
    'DRAWBRIDGE_TICK_MS',
    '16',
    'Shortest time between two appends to one board, in milliseconds: what comes meanwhile travels together.',
    whole(0, 1000),
  ),
  snapshotEntries: setting(
    'DRAWBRIDGE_SNAPSHOT_ENTRIES',
    '1000',
    'Entries after the newest snapshot that make a new one.',
    whole(1, 1_000_000),
  ),
  traceShare: setting(
    'DRAWBRIDGE_TRACE_SHARE',
    '0',
    'Share of all submits that are traced from the socket to the fan-out, by OpenTelemetry; 0: none.',
    share,
  ),
  collector: setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'http://localhost:4318',
    'OTLP/HTTP endpoint that traces are sent to.',
    collector,
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'warn',
    'What to write to standard output, as lines of JSON.',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  ),
} as const

type Settings = typeof settings
export type Config = {
  readonly [Name in keyof Settings]: Settings[Name] extends Setting<infer T> ? T : never
}

/** A setting that will not do; its message is one sentence for the operator. */
export class ConfigError extends Error {}

/** Reads the settings from the environment; an empty variable counts as not set. Throws ConfigError. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = ([name, one]: [string, Setting<unknown>]) => {
    const text = environment[one.variable]?.trim() || one.fallback
    const value = one.parse(text)
    if (value === undefined)
      throw new ConfigError(
        `${one.variable} ${one.confidential ? '' : `is "${text}", but it `}must be ${one.expected}.`,
      )
    return [name, value]
  }
  return Object.fromEntries(Object.entries(settings).map(read)) as Config
}

/** The settings as a Markdown table, for the README. */
export function settingsTable(): string {
  const rows = Object.values(settings).map(
    ({ variable, fallback, meaning }) =>
      `| \`${variable}\` | ${fallback && `\`${fallback}\``} | ${meaning} |`,
  )
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
