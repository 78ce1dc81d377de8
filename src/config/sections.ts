import { z } from 'zod'
import { DAY, HOUR, MINUTE, SECOND } from '../rules/durations.ts'
import {
  addressOrRange,
  decimal,
  duration,
  flag,
  language,
  listOf,
  loopbackUrl,
  matching,
  networkPlace,
  oneOf,
  secret,
  size,
  text,
  timeZone,
  webUrl,
  whole,
} from './values.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const API_SCOPES = ['read', 'operate', 'admin'] as const

/** Ports on which feeds are really served; never those of databases and mail. */
const WEB_PORTS = [80, 443, 8080, 8443]

const port = () => whole({ min: 1, max: 65_535 })

const network = () =>
  z
    .strictObject({
      allow: listOf(networkPlace()).prefault([]),
      ports: listOf(port()).prefault(WEB_PORTS),
    })
    .prefault({})

/** Sections of single options: these, and only these, can be set by environment variables too. */
export const SECTIONS = {
  site: z.strictObject({
    title: text().prefault('Tidewire'),
    url: webUrl().optional(),
    language: language().prefault('en'),
    timeZone: timeZone().prefault('UTC'),
    contact: text('an address or URL where publishers reach you').optional(),
  }),
  redis: z.strictObject({
    url: secret(
      'a redis:// or rediss:// URL; for a cluster, several parted by commas; or sentinel://host:port,host:port/master-name',
      isRedisUrl,
    ).prefault('redis://127.0.0.1:6379'),
    prefix: matching(
      'a prefix of a-z, 0-9 and "-", at most 32 characters',
      /^[a-z0-9][a-z0-9-]{0,31}$/u,
    ).prefault('tw'),
    cluster: flag().prefault(false),
    requireAof: flag().prefault(false),
  }),
  http: z.strictObject({
    host: text('an address to listen on').prefault('127.0.0.1'),
    port: whole({ min: 0, max: 65_535 }).prefault(8080),
    metricsPort: port().optional(),
    trustedProxies: listOf(addressOrRange()).prefault([]),
    apiKeys: z
      .array(
        z.strictObject({
          name: text('a name for the key', 60),
          key: secret('a key of at least 16 characters', (value) => /^[\x21-\x7e]{16,}$/u.test(value)),
          scope: oneOf(API_SCOPES).prefault('read'),
        }),
        'expected a list of keys',
      )
      .prefault([]),
  }),
  log: z.strictObject({
    level: oneOf(LOG_LEVELS).prefault('info'),
    pretty: flag().prefault(false),
  }),
  polling: z.strictObject({
    minInterval: duration({ min: SECOND, max: DAY }).prefault('10m'),
    defaultInterval: duration({ min: SECOND, max: 7 * DAY }).prefault('30m'),
    unconditionalInterval: duration({ min: SECOND, max: 7 * DAY }).prefault('2h'),
    maxInterval: duration({ min: SECOND, max: 30 * DAY }).prefault('24h'),
    concurrency: whole({ min: 1, max: 1000 }).prefault(50),
    batchSize: whole({ min: 1, max: 500 }).optional(),
    perHost: whole({ min: 1, max: 100 }).prefault(2),
    perHostMinute: whole({ min: 4, max: 1_000_000 }).optional(),
    lease: duration({ min: 10 * SECOND, max: HOUR }).prefault('5m'),
    claimEvery: duration({ min: 100, max: MINUTE }).prefault('1s'),
    timeout: duration({ min: 100, max: 5 * MINUTE }).prefault('30s'),
    maxWireSize: size({ min: 1024, max: 2 ** 28 }).prefault('2MB'),
    maxBodySize: size({ min: 1024, max: 2 ** 28 }).prefault('10MB'),
    announceOnFirstPoll: whole({ min: 0, max: 10_000 }).prefault(20),
    adoptRedirectsAfter: duration({ min: MINUTE, max: 365 * DAY }).prefault('7d'),
    rediscoverAfter: duration({ min: HOUR, max: 365 * DAY }).prefault('3d'),
    refreshAfter: duration({ min: DAY, max: 365 * DAY }).prefault('7d'),
    icons: flag().prefault(true),
    journal: whole({ min: 0, max: 10_000_000 }).prefault(50_000),
    userAgent: matching(
      'the text of the User-Agent header, at most 300 printable ASCII characters',
      /^[\x20-\x7e]{1,300}$/,
    ).optional(),
  }),
  websub: z.strictObject({
    subscribe: flag().prefault(true),
    callbackUrl: webUrl().optional(),
    lease: duration({ min: 5 * MINUTE, max: 14 * DAY }).prefault('10d'),
    spread: duration({ max: DAY }).prefault('10m'),
    hubPace: duration({ max: MINUTE }).prefault('1s'),
    hub: flag().prefault(true),
    maxFollowers: whole({ min: 1, max: 1_000_000 }).prefault(10_000),
  }),
  parsing: z.strictObject({
    threads: whole({ min: 1, max: 64 }).prefault(1),
    timeout: duration({ min: 100, max: MINUTE }).prefault('5s'),
    maxHeap: size({ min: 32 * 2 ** 20, max: 4 * 2 ** 30 }).prefault('256MB'),
    memo: size({ max: 4 * 2 ** 30 }).prefault('64MB'),
  }),
  stories: z.strictObject({
    window: duration({ min: HOUR, max: 14 * DAY }).prefault('72h'),
    threads: whole({ min: 0, max: 64 }).prefault(1),
    threshold: decimal({ min: 0.1, max: 0.95 }).optional(),
    updateDelay: duration({ max: HOUR }).prefault('60s'),
    model: z
      .strictObject({
        url: loopbackUrl(),
        name: text('the name of a model').optional(),
        raise: decimal({ min: -1, max: 1 }).optional(),
        veto: decimal({ min: -1, max: 1 }).optional(),
        timeout: duration({ min: 10, max: MINUTE }).prefault('2s'),
      })
      .optional(),
  }),
  ranking: z.strictObject({
    debounce: duration({ max: 10 * MINUTE }).prefault('2s'),
    sweep: duration({ min: SECOND, max: HOUR }).prefault('60s'),
  }),
  retention: z.strictObject({
    entries: duration({ min: DAY }).prefault('14d'),
    journal: duration({ min: HOUR }).prefault('8d'),
    stories: duration({ min: DAY }).prefault('30d'),
    editions: duration({ min: HOUR }).prefault('2d'),
    hourlyEditions: duration({ min: DAY }).prefault('60d'),
    dailyEditions: duration({ min: DAY }).prefault('400d'),
    events: duration({ min: DAY }).prefault('30d'),
  }),
  delivery: z.strictObject({
    concurrency: whole({ min: 1, max: 1000 }).prefault(50),
    perSubscription: whole({ min: 1, max: 100 }).prefault(5),
    perTarget: whole({ min: 1, max: 1000 }).prefault(10),
    perTargetMinute: whole({ min: 1, max: 1_000_000 }).prefault(1200),
    timeout: duration({ min: 100, max: 2 * MINUTE }).prefault('15s'),
    // The table of Standard Webhooks 1.0.0: ten attempts over three days.
    retrySchedule: listOf(duration({ max: 7 * DAY })).prefault([
      '0',
      '5s',
      '5m',
      '30m',
      '2h',
      '5h',
      '10h',
      '14h',
      '20h',
      '24h',
    ]),
  }),
  network: z.strictObject({ feeds: network(), callbacks: network() }),
  shutdown: z.strictObject({ grace: duration({ min: 100, max: 10 * MINUTE }).prefault('20s') }),
} as const

function isRedisUrl(value: string): boolean {
  if (value.startsWith('sentinel:')) return /^sentinel:\/\/(?:[^@/]*@)?[^@/]+\/[^/]+(?:\/\d+)?$/u.test(value)
  return value.split(',').every((part) => {
    const url = URL.parse(part.trim())
    return url !== null && /^rediss?:$/u.test(url.protocol) && url.hostname !== ''
  })
}
