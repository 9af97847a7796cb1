import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, settings, settingsTable } from './config.ts'

test('without any setting everything has its default', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '0.0.0.0',
    dataFolder: './data',
    redisUrls: null,
    redisReplicas: 0,
    redisReplicaMs: 500,
    coldUrl: null,
    idleMinutes: 30,
    secret: null,
    publicUrl: null,
    origins: 'same',
    trustProxy: false,
    tokenMinutes: 60,
    boardsPerMinute: 600,
    maxFileBytes: 10 * 1024 * 1024,
    boardFileBytes: 256 * 1024 * 1024,
    filesPerMinute: 300,
    tickMs: 16,
    snapshotEntries: 1000,
    traceShare: 0,
    collector: 'http://localhost:4318/',
    logLevel: 'warn',
  })
})

test('settings are read from their variables; an empty one counts as not set', () => {
  const config = readConfig({
    PORT: ' 0 ',
    HOST: 'localhost',
    DRAWBRIDGE_REDIS_URL: 'redis://:pass@redis:6379/1',
    DRAWBRIDGE_COLD_URL: 'file:///mnt/boards',
    DRAWBRIDGE_IDLE_MINUTES: '0.5',
    DRAWBRIDGE_PUBLIC_URL: 'https://draw.example.org/',
    DRAWBRIDGE_ORIGINS: 'https://a.example, http://b.example:81',
    DRAWBRIDGE_TRUST_PROXY: 'uniquelocal, 10.0.0.0/8',
    DRAWBRIDGE_TOKEN_MINUTES: '',
  })
  expect(config).toMatchObject({
    port: 0,
    host: '127.0.0.1',
    redisUrls: ['redis://:pass@redis:6379/1'],
    coldUrl: new URL('file:///mnt/boards'),
    idleMinutes: 0.5,
    publicUrl: 'https://draw.example.org',
    origins: ['https://a.example', 'http://b.example:81'],
    trustProxy: 'uniquelocal,10.0.0.0/8',
    tokenMinutes: 60,
  })
})

test('several addresses of Redis are nodes of a cluster', () => {
  const { redisUrls } = readConfig({ DRAWBRIDGE_REDIS_URL: 'rediss://a:b@one:7000, rediss://a:b@two:7001/0' })
  expect(redisUrls).toEqual(['rediss://a:b@one:7000', 'rediss://a:b@two:7001/0'])
})

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['HOST', 'nowhere'],
  ['DRAWBRIDGE_PUBLIC_URL', 'https://draw.example.org/path'],
  ['DRAWBRIDGE_PUBLIC_URL', 'draw.example.org'],
  ['DRAWBRIDGE_ORIGINS', 'https://a.example,nonsense'],
  ['DRAWBRIDGE_TRUST_PROXY', 'yes'],
  ['DRAWBRIDGE_TOKEN_MINUTES', '0'],
  ['DRAWBRIDGE_TICK_MS', '1e3'],
  ['DRAWBRIDGE_IDLE_MINUTES', '0'],
  ['DRAWBRIDGE_TRACE_SHARE', '2'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused with a sentence that names it and says what it must be', (variable, value) => {
  expect(() => readConfig({ [variable]: value })).toThrow(
    new RegExp(`^${variable} is ".*", but it must be .+\\.$`),
  )
})

test.each([
  ['DRAWBRIDGE_SECRET', 'hunter2'],
  ['DRAWBRIDGE_REDIS_URL', '//:hunter2@redis:6379'],
  ['DRAWBRIDGE_REDIS_URL', 'redis://:hunter2@one:7000,redis://:other@two:7000'],
  ['DRAWBRIDGE_REDIS_URL', 'redis://:hunter2@one:7000/1,redis://:hunter2@two:7000/1'],
  ['DRAWBRIDGE_REDIS_URL', 'redis://:hunter2@one:7000,'],
  ['DRAWBRIDGE_COLD_URL', 'mysql://me:hunter2@database'],
  ['DRAWBRIDGE_COLD_URL', 'file://hunter2/boards'],
])('%s is refused without being repeated', (variable, value) => {
  expect(() => readConfig({ [variable]: value })).toThrow(new RegExp(`^${variable} must be `))
  expect(() => readConfig({ [variable]: value })).not.toThrow(/hunter2/)
})

test.each(['../README.md', '../../../README.md'])('%s lists every setting as it is', (path) => {
  const readme = readFileSync(join(import.meta.dirname, path), 'utf8')
  // Prettier lines the columns up.
  const tight = (text: string) => text.replace(/ +/g, ' ').replace(/-{2,}/g, '---')
  for (const row of settingsTable().split('\n').slice(2)) expect(tight(readme)).toContain(tight(row))
  expect(readme.match(/^\| `/gm)).toHaveLength(Object.keys(settings).length)
})
