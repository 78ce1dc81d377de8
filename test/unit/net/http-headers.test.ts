import { describe, expect, test } from 'vitest'
import {
  LONGEST_WAIT_MS,
  lastModifiedOf,
  parseHttpDate,
  parseRetryAfter,
  pollHints,
} from '../../../src/net/http-headers.ts'

const NOW = Date.UTC(2026, 2, 5, 12, 0, 0)

describe('Retry-After', () => {
  test.each<[value: string | undefined, waitMs: number | undefined]>([
    ['120', 120_000],
    [' 120 ', 120_000],
    ['Thu, 05 Mar 2026 12:02:00 GMT', 120_000],
    ['Thursday, 05-Mar-26 12:02:00 GMT', 120_000],
    ['Thu Mar  5 12:02:00 2026', 120_000],
    ['99999999', LONGEST_WAIT_MS],
    ['9'.repeat(400), LONGEST_WAIT_MS],
    ['Thu, 05 Mar 2099 12:02:00 GMT', LONGEST_WAIT_MS],
    ['Thu, 05 Mar 2026 11:59:00 GMT', undefined],
    ['0', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['abc', undefined],
    ['1e99', undefined],
    ['12.5', undefined],
    ['2099', 2_099_000],
    ['soon 2099', undefined],
    ['Thu, 99 Foo 2026 99:99:99 GMT', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (value, waitMs) => {
    expect(parseRetryAfter(value, NOW)).toBe(waitMs)
  })

  test('is capped where the caller says', () => {
    expect(parseRetryAfter('99999999', NOW, 5000)).toBe(5000)
  })
})

test('HTTP dates are read in GMT in all three forms', () => {
  for (const text of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ]) {
    expect(parseHttpDate(text)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
  }
})

describe('how long a document stays fresh', () => {
  test.each<[headers: Record<string, string | string[]>, maxAgeMs: number | undefined, isExpiry?: true]>([
    [{ 'cache-control': 'max-age=3600' }, 3_600_000],
    [{ 'cache-control': 'public, Max-Age="3600", stale-while-revalidate=60' }, 3_600_000],
    [{ 'cache-control': ['public', 'max-age=600'] }, 600_000],
    [{ 'cache-control': 'max-age=3600', age: '3500' }, 3_600_000],
    [{ 'cache-control': 'max-age=31536000' }, LONGEST_WAIT_MS],
    [{ 'cache-control': `max-age=${'9'.repeat(400)}` }, LONGEST_WAIT_MS],
    [{ 'cache-control': 's-maxage=3600' }, undefined],
    [{ 'cache-control': 'max-age=0, must-revalidate' }, undefined],
    [{ 'cache-control': 'max-age=-5' }, undefined],
    [{ 'cache-control': 'max-age=soon' }, undefined],
    [{ 'cache-control': 'no-cache', expires: 'Thu, 05 Mar 2026 13:00:00 GMT' }, undefined],
    [{ expires: 'Thu, 05 Mar 2026 13:00:00 GMT' }, 3_600_000, true],
    [{ expires: 'Thu, 05 Mar 2026 13:00:00 GMT', 'cache-control': 'max-age=60' }, 60_000],
    // The server's clock is an hour ahead: the difference of its own two times is what it means.
    [{ expires: 'Thu, 05 Mar 2026 14:00:00 GMT', date: 'Thu, 05 Mar 2026 13:00:00 GMT' }, 3_600_000, true],
    [{ expires: '0' }, undefined],
    [{ expires: '-1' }, undefined],
    [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, undefined],
    [{}, undefined],
  ])('%j', (headers, maxAgeMs, isExpiry) => {
    expect(pollHints(headers, NOW)).toEqual({
      ...(maxAgeMs !== undefined && { maxAgeMs }),
      ...(isExpiry && { isExpiry }),
    })
  })
})

describe('Last-Modified', () => {
  const modified = 'Thu, 05 Mar 2026 12:00:00 GMT'
  const at = (seconds: number) => new Date(NOW + 1000 * seconds).toUTCString()

  test.each<[sent: string, headers: Record<string, string>, counts: boolean]>([
    ['within the second it names', { date: at(0) }, false],
    ['a second after it', { date: at(1) }, true],
    ['by a clock that is a little behind it', { date: at(-30) }, false],
    ['by a clock that will never get there', { date: at(-86_400) }, true],
    ['within the second it names, beside a tag', { date: at(0), etag: '"1"' }, true],
    ['without a date', {}, true],
    ['at a time that nobody can read', { date: 'soon' }, true],
  ])('sent %s', (_, headers, counts) => {
    expect(lastModifiedOf({ 'last-modified': modified, ...headers })).toBe(counts ? modified : undefined)
  })

  test('is kept as it was written where it is no date, and absent where it was not sent', () => {
    expect(lastModifiedOf({ 'last-modified': 'yesterday', date: at(0) })).toBe('yesterday')
    expect(lastModifiedOf({ date: at(0) })).toBeUndefined()
  })
})
