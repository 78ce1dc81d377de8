import { z } from 'zod'
import { DAY, HOUR, MINUTE, SECOND } from '../rules/durations.ts'
import { didYouMean } from './did-you-mean.ts'
import { isAddressOrRange, isNetworkPlace } from './network-place.ts'

const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/u
const DURATION_UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY }
const SIZE = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB)?$/iu
const SIZE_UNITS: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 }

/** Longest duration any option takes: a year and a day of editions, with room. */
const MAX_DURATION_MS = 3650 * DAY

export interface Range {
  readonly min?: number
  readonly max?: number
}

/** A single option. A mistake becomes one sentence: what was expected, what was got. */
function option<T>(expected: string, read: (value: unknown) => T | undefined, secret = false): z.ZodType<T> {
  return z.unknown().transform((value, context) => {
    const result = read(value)
    if (result !== undefined) return result
    const got = value === undefined ? 'nothing' : secret ? 'something else' : show(value)
    context.issues.push({ code: 'custom', input: value, message: `expected ${expected}, got ${got}` })
    return z.NEVER
  })
}

/** Reads `90s`, `15m`, `6h`, `3d` as ms; `0` needs no unit. */
export function parseDuration(value: unknown): number | undefined {
  if (value === 0 || value === '0') return 0
  const match = typeof value === 'string' ? DURATION.exec(value.trim()) : null
  if (!match) return undefined
  const ms = Math.round(Number(match[1]) * DURATION_UNITS[match[2]!]!)
  return ms <= MAX_DURATION_MS ? ms : undefined
}

/** Reads `512KB`, `2MB` as bytes; units are powers of 1024, a bare number is bytes. */
export function parseSize(value: unknown): number | undefined {
  const match =
    typeof value === 'string' || typeof value === 'number' ? SIZE.exec(String(value).trim()) : null
  return match ? Math.round(Number(match[1]) * SIZE_UNITS[(match[2] ?? 'b').toLowerCase()]!) : undefined
}

/** As a person writes it: the largest unit that divides it. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const size = DURATION_UNITS[unit]!
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`
  }
  return ms === 0 ? '0' : `${ms}ms`
}

export function duration(range: Range = {}) {
  const bounds = describeRange(range, formatDuration).replace(/^ from/u, ', from')
  return option(`a duration such as 90s, 15m, 6h or 3d${bounds}`, (value) =>
    within(parseDuration(value), range),
  )
}

export function size(range: Range = {}) {
  return option('a size such as 512KB or 2MB', (value) => within(parseSize(value), range))
}

export function whole(range: Range = {}) {
  return option(`a whole number${describeRange(range, String)}`, (value) => {
    const number = readNumber(value)
    return Number.isSafeInteger(number) ? within(number, range) : undefined
  })
}

export function decimal(range: Range) {
  return option(`a number${describeRange(range, String)}`, (value) => within(readNumber(value), range))
}

export function flag() {
  return option('true or false', (value) =>
    value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined,
  )
}

/** Any text on one line; numbers count as text, so that `title: 2048` needs no quotes. */
export function text(expected = 'a text', maxLength = 1000) {
  return option(expected, (value) => readText(value, maxLength))
}

export function matching(expected: string, pattern: RegExp) {
  return option(expected, (value) => {
    const found = readText(value, 1000)
    return found !== undefined && pattern.test(found) ? found : undefined
  })
}

/** Never repeated in a message. */
export function secret(expected: string, isRight: (value: string) => boolean) {
  return option(expected, (value) => (typeof value === 'string' && isRight(value) ? value : undefined), true)
}

export function oneOf<T extends string>(values: readonly T[]): z.ZodType<T> {
  return z.unknown().transform((value, context) => {
    const found = values.find((known) => known === value)
    if (found !== undefined) return found
    const guess = typeof value === 'string' ? didYouMean(value, values) : ''
    const message = `expected one of ${values.join(', ')}, got ${show(value)}${guess}`
    context.issues.push({ code: 'custom', input: value, message })
    return z.NEVER
  })
}

/** An absolute http(s) URL without a user name or password; the host in lower case, the rest as written. */
export function webUrl() {
  return option('an http:// or https:// URL without a user name or password', (value) => {
    const url = typeof value === 'string' ? URL.parse(value.trim()) : null
    if (!url || !/^https?:$/u.test(url.protocol) || url.username || url.password) return undefined
    return url.href
  })
}

/** Texts of the installation go there: to this machine and no other. */
export function loopbackUrl() {
  return option('an http:// or https:// URL of this machine, such as http://127.0.0.1:8081/', (value) => {
    const url = typeof value === 'string' ? URL.parse(value.trim()) : null
    if (!url || !/^https?:$/u.test(url.protocol) || url.username || url.password) return undefined
    return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(url.hostname) ? url.href : undefined
  })
}

/** What `network.*.allow` lists. */
export function networkPlace() {
  return option('an address, a range such as 10.0.0.0/8, a host name or host:port', (value) => {
    const found = readText(value, 1000)
    return found !== undefined && isNetworkPlace(found) ? found : undefined
  })
}

/** What `http.trustedProxies` lists. */
export function addressOrRange() {
  return option('an address or a range such as 10.0.0.0/8', (value) => {
    const found = readText(value, 1000)
    return found !== undefined && isAddressOrRange(found) ? found : undefined
  })
}

/** A tag as BCP 47 writes it. */
export function language() {
  return option('a language tag such as en, zh or pt-BR', (value) => {
    try {
      return typeof value === 'string' ? Intl.getCanonicalLocales(value)[0] : undefined
    } catch {
      return undefined
    }
  })
}

export function timeZone() {
  return option('a time zone such as UTC or Asia/Shanghai', (value) => {
    try {
      if (typeof value !== 'string') return undefined
      return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value
    } catch {
      return undefined
    }
  })
}

/** A YAML list; one item needs no brackets, and from the environment items are parted by commas. */
export function listOf<T>(item: z.ZodType<T>) {
  return z.preprocess(splitList, z.array(item, 'expected a list'))
}

/** Texts that may hold commas themselves: a single one needs no brackets, but is never split. */
export function texts() {
  return z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(text(), 'expected a list of texts'),
  )
}

function splitList(value: unknown): unknown {
  if (typeof value === 'string') return value.split(',').map((part) => part.trim())
  return typeof value === 'number' ? [value] : value
}

export function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of options'
  const shown = JSON.stringify(value)
  return shown.length > 80 ? `${shown.slice(0, 77)}…"` : shown
}

function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/u.test(value.trim()) ? Number(value) : undefined
}

function readText(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const found = String(value).trim()
  return found !== '' && found.length <= maxLength && !/[\u0000-\u001f\u007f]/u.test(found)
    ? found
    : undefined
}

function within(value: number | undefined, { min = -Infinity, max = Infinity }: Range): number | undefined {
  return value !== undefined && value >= min && value <= max ? value : undefined
}

function describeRange({ min, max }: Range, format: (value: number) => string): string {
  if (min !== undefined && max !== undefined) return ` from ${format(min)} to ${format(max)}`
  if (min !== undefined) return `, ${format(min)} or more`
  return max === undefined ? '' : `, ${format(max)} or less`
}
