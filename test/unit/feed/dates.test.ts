import { afterAll, describe, expect, test } from 'vitest'
import { parseFeedDate } from '../../../src/feed/dates/dates.ts'

/** Text, ISO instant when read with no zone given ('' for "no date"). */
const DATES: [string, string][] = [
  ['Mon, 06 Oct 2025 00:05:03 GMT', '2025-10-06T00:05:03Z'],
  ['Mon, 06 Oct 2025 00:05:03 +0800', '2025-10-05T16:05:03Z'],
  ['Mon, 6 Oct 25 00:05 EST', '2025-10-06T05:05:00Z'],
  ['06 Oct 2025 00:05:03', '2025-10-06T00:05:03Z'],
  ['Monday, 06-Oct-25 00:05:03 UTC', '2025-10-06T00:05:03Z'],
  ['Mon Oct  6 00:05:03 2025', '2025-10-06T00:05:03Z'],
  ['Mon Oct 06 00:05:03 CEST 2025', '2025-10-05T22:05:03Z'],
  ['Mon, 06 Oct 2025 00:05:03 GMT+0800', '2025-10-05T16:05:03Z'],
  ['Mon, 06 Oct 2025 00:05:03 +08:00', '2025-10-05T16:05:03Z'],
  ['Mon, 06 Oct 2025 00:05:03 Europe/Berlin', '2025-10-05T22:05:03Z'],
  ['Mon, 06 Oct 2025 12:05:03 AM PDT', '2025-10-06T07:05:03Z'],
  ['October 6, 2025 8:05 PM', '2025-10-06T20:05:00Z'],
  ['Oct. 6th, 2025', '2025-10-06T00:00:00Z'],
  ['October 2025', '2025-10-01T00:00:00Z'],
  ['2025-10-06T00:05:03Z', '2025-10-06T00:05:03Z'],
  ['2025-10-06T00:05:03.123456+08:00', '2025-10-05T16:05:03.123Z'],
  ['2025-10-06T08:05:00-010:00', '2025-10-06T18:05:00Z'],
  ['2025-10-06T00:05:03-0312', '2025-10-06T03:17:03Z'],
  ['2025-10-06T00:05:03:+08:00', '2025-10-05T16:05:03Z'],
  ['2025-10-06T00:05Z', '2025-10-06T00:05:00Z'],
  ['2025-10-06', '2025-10-06T00:00:00Z'],
  ['2025-10', '2025-10-01T00:00:00Z'],
  ['2025', '2025-01-01T00:00:00Z'],
  ['20251006T000503Z', '2025-10-06T00:05:03Z'],
  ['2025-279', '2025-10-06T00:00:00Z'],
  ['2025-W41-1', '2025-10-06T00:00:00Z'],
  ['2025W417', '2025-10-12T00:00:00Z'],
  ['2025-W41', '2025-10-06T00:00:00Z'],
  ['2025-W41-1T08:05:03.5+08:00', '2025-10-06T00:05:03.500Z'],
  // The year of the week is not always that of the day.
  ['2026-W01-1', '2025-12-29T00:00:00Z'],
  ['2020-W53-7', '2021-01-03T00:00:00Z'],
  ['2025-W54-1', ''],
  ['2025-W41-8', ''],
  ['2025-10-06 00:05:03 +0800', '2025-10-05T16:05:03Z'],
  ['2025-10-06 00:05:03 UTC', '2025-10-06T00:05:03Z'],
  ['2025/10/6 8:05:03 PM', '2025-10-06T20:05:03Z'],
  ['2025-10-06T24:00:00Z', '2025-10-07T00:00:00Z'],
  ['1759709103', '2025-10-06T00:05:03Z'],
  ['1759709103123', '2025-10-06T00:05:03.123Z'],
  ['/Date(1759709103123)/', '2025-10-06T00:05:03.123Z'],
  ['/Date(1759709103123+0800)/', '2025-10-06T00:05:03.123Z'],
  [String.raw`\/Date(1759709103000)\/`, '2025-10-06T00:05:03Z'],
  ['/Date(-62135596800000)/', ''],
  ['10/06/2025 00:05:03', '2025-10-06T00:05:03Z'],
  ['06.10.2025 00:05', '2025-10-06T00:05:00Z'],
  ['13/10/2025', '2025-10-13T00:00:00Z'],
  // The weekday says which number is the month: 4 October 2025 is a Saturday, 10 April a Thursday.
  ['Sat, 04/10/2025 08:05', '2025-10-04T08:05:00Z'],
  ['Thu, 04/10/2025 08:05', '2025-04-10T08:05:00Z'],
  ['Sat, 10.04.2025', '2025-10-04T00:00:00Z'],
  ['Sa, 04 10 2025 08:05:00 +0200', '2025-10-04T06:05:00Z'],
  ['Xyz, 04/10/2025', '2025-04-10T00:00:00Z'],
  ['2025-010-06T00:05:03Z', '2025-10-06T00:05:03Z'],
  ['Mon, 6 Oct 2025 at 00:05:03 AT', '2025-10-06T04:05:03Z'],
  ['2025年10月6日', '2025-10-06T00:00:00Z'],
  ['2025年10月06日 星期一 08:05', '2025-10-06T08:05:00Z'],
  ['2025年10月06日 下午8:05:03', '2025-10-06T20:05:03Z'],
  ['2025年10月6日（周一）8时5分', '2025-10-06T08:05:00Z'],
  ['２０２５年１０月６日 ０８：０５', '2025-10-06T08:05:00Z'],
  ['2025-10-06 上午 12:05', '2025-10-06T00:05:00Z'],
  ['2025년 10월 6일 오후 8:05', '2025-10-06T11:05:00Z'],
  ['2025-10-06 오후 08:05:03', '2025-10-06T11:05:03Z'],
  ['2025년 10월 6일 20:05 +0000', '2025-10-06T20:05:00Z'],
  ['Mon, 2025/10/06 08:05:03 EDT', '2025-10-06T12:05:03Z'],
  ['Κυρ, 06 Ιούλ 2025 12:00:00 +0300', '2025-07-06T09:00:00Z'],
  ['6 fevrier 2025', '2025-02-06T00:00:00Z'],
  ['2025年10月6日(月) 08時05分', '2025-10-06T08:05:00Z'],
  ['周一, 06 十月 2025 08:05:00 +0800', '2025-10-06T00:05:00Z'],
  ['Mo, 06 Okt 2025 02:05:03 +0200', '2025-10-06T00:05:03Z'],
  ['6. Oktober 2025 um 08:05 Uhr', '2025-10-06T08:05:00Z'],
  ['lun, 06 oct 2025 02:05:03 +0200', '2025-10-06T00:05:03Z'],
  ['lun., 6 août 2025 02:05:03 +0200', '2025-08-06T00:05:03Z'],
  ['lunes, 6 de octubre de 2025', '2025-10-06T00:00:00Z'],
  ['seg, 06 out 2025 00:05:03 -0300', '2025-10-06T03:05:03Z'],
  ['lun, 06 ott 2025 02:05:03 +0200', '2025-10-06T00:05:03Z'],
  ['Пн, 06 окт 2025 03:05:03 +0300', '2025-10-06T00:05:03Z'],
  ['6 октября 2025 г., 03:05', '2025-10-06T03:05:00Z'],
  ['pon, 06 paź 2025 02:05:03 +0200', '2025-10-06T00:05:03Z'],
  ['Pzt, 06 Eki 2025 03:05:03 +0300', '2025-10-06T00:05:03Z'],
  ['Δευ, 06 Οκτ 2025 03:05:03 +0300', '2025-10-06T00:05:03Z'],
  ['6 ต.ค. 2568 08:05', '2025-10-06T08:05:00Z'],
  ['Mon, 06 Oct 2025 03:05:03 MSK', '2025-10-06T00:05:03Z'],
  ['Mon, 06 Oct 2025 09:05:03 JST', '2025-10-06T00:05:03Z'],
  // The number is exacter than the name beside it.
  ['Mon, 06 Oct 2025 00:05:03 EST +0100', '2025-10-05T23:05:03Z'],
  // A plus sign that was taken for a space, as in addresses.
  ['2025-10-06 02:05:03 02:00', '2025-10-06T00:05:03Z'],
  ['Mon, 06 Oct 2025 02:05:03 0200', '2025-10-06T00:05:03Z'],
  ['٦ أكتوبر ٢٠٢٥', '2025-10-06T00:00:00Z'],
  ['२०२५-१०-०६ ०८:०५', '2025-10-06T08:05:00Z'],
  ['๖ ต.ค. ๒๕๖๘', '2025-10-06T00:00:00Z'],
  ['25-10-06', '2025-10-06T00:00:00Z'],
  ['Thu, 31 Dec 1998 23:59:60 GMT', '1998-12-31T23:59:59Z'],
  ['Mon, 01 Jan 0001 00:00:00 +0000', ''],
  ['0000-00-00 00:00:00', ''],
  ['31 June 2025', ''],
  ['yesterday', ''],
  ['Item 3', ''],
  ['12', ''],
  ['', ''],
  ['2025-13-45', ''],
]

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
