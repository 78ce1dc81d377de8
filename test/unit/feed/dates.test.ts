import { afterAll, describe, expect, test } from 'vitest'
import { parseFeedDate } from '../../../src/feed/dates/dates.ts'
import { DATES } from './date-list.ts'

const machineZone = process.env.TZ
afterAll(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

describe.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('on a machine in %s', (zone) => {
  test.each(DATES)('“%s” is read the same as everywhere', (text, expected) => {
    process.env.TZ = zone

    const at = parseFeedDate(text)

    expect(at === undefined ? '' : new Date(at).toISOString()).toBe(
      expected ? new Date(expected).toISOString() : '',
    )
  })
})

const iso = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString()

test('a date without a zone is read in the source’s zone, summer time included', () => {
  expect(iso(parseFeedDate('2025-10-06 08:05', { timeZone: 'Asia/Shanghai' }))).toBe(
    '2025-10-06T00:05:00.000Z',
  )
  expect(iso(parseFeedDate('2025-07-01 12:00', { timeZone: 'Europe/Berlin' }))).toBe(
    '2025-07-01T10:00:00.000Z',
  )
  expect(iso(parseFeedDate('2025-12-01 12:00', { timeZone: 'Europe/Berlin' }))).toBe(
    '2025-12-01T11:00:00.000Z',
  )
  expect(iso(parseFeedDate('2025-12-01 12:00', { timeZone: 'No/Such_Zone' }))).toBe(
    '2025-12-01T12:00:00.000Z',
  )
})

test('CST is China’s time for a Chinese source and Chicago’s otherwise', () => {
  const text = 'Mon, 06 Oct 2025 08:05:03 CST'

  expect(iso(parseFeedDate(text, { timeZone: 'Asia/Shanghai' }))).toBe('2025-10-06T00:05:03.000Z')
  expect(iso(parseFeedDate(text))).toBe('2025-10-06T14:05:03.000Z')
})

test('relative dates count from the given time, in the source’s zone, and are no dates without it', () => {
  const now = Date.parse('2025-10-06T17:30:00Z')
  const options = { now, timeZone: 'Asia/Shanghai' }

  expect(iso(parseFeedDate('3小时前', options))).toBe('2025-10-06T14:30:00.000Z')
  expect(iso(parseFeedDate('5 minutes ago', options))).toBe('2025-10-06T17:25:00.000Z')
  expect(iso(parseFeedDate('昨天 08:05', options))).toBe('2025-10-06T00:05:00.000Z')
  expect(parseFeedDate('3小时前')).toBeUndefined()
})

test.each([
  ['25-10-06', '2025-10-06'],
  ['03-12-31', '2003-12-31'],
  ['06-10-25 08:05', '2025-10-06T08:05'],
  ['13-10-25', '2025-10-13'],
  ['25/10/06', '2006-10-25'],
  ['Mon, 06-10-25', '2025-10-06'],
])('“%s” has its year where it is the latest date that is not to come', (text, expected) => {
  const now = Date.parse('2025-10-20T12:00:00Z')

  expect(parseFeedDate(text, { now })).toBe(Date.parse(expected.includes('T') ? `${expected}Z` : expected))
})

test('every day of a common and of a leap year is read, in the two usual forms, and no day beside them', () => {
  const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
  const two = (number: number) => String(number).padStart(2, '0')
  const read: (string | undefined)[] = []
  const expected: (string | undefined)[] = []
  for (const year of [2025, 2028]) {
    for (let month = 0; month < 12; month++) {
      for (let day = 1; day <= 31; day++) {
        const date = new Date(Date.UTC(year, month, day, 23, 5, 3))
        const exists = date.getUTCMonth() === month
        const weekday = date.toUTCString().slice(0, 3)
        read.push(iso(parseFeedDate(`${weekday}, ${two(day)} ${MONTHS[month]} ${year} 23:05:03 GMT`)))
        read.push(iso(parseFeedDate(`${year}-${two(month + 1)}-${two(day)}T23:05:03Z`)))
        const instant = exists ? date.toISOString() : iso(undefined)
        expected.push(instant, instant)
      }
    }
  }

  expect(read).toEqual(expected)
})

test('a long text is no date and costs nothing', () => {
  expect(parseFeedDate('1'.repeat(1_000_000))).toBeUndefined()
})
