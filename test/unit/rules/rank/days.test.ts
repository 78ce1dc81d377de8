import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDays, isDayDate } from '../../../../src/rules/rank/days.ts'
import { HOUR } from '../support/make.ts'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
]

describe('days of a zone', () => {
  test.each([
    ['Asia/Shanghai', '2026-03-29', '2026-03-28T16:00:00Z', 24],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', 24.5],
    // The clock goes from 23:59:59 to 01:00: the day has no midnight.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', 23],
  ])('%s %s begins at %s and has %d hours', (zone, date, from, hours) => {
    const bounds = createDays(zone).bounds(date)

    expect(new Date(bounds.from).toISOString()).toBe(from.replace('Z', '.000Z'))
    expect((bounds.until - bounds.from) / HOUR).toBe(hours)
  })

  test('every instant is in exactly one day, and days leave no gap', () => {
    const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })
    for (const zone of ZONES) {
      const days = createDays(zone)
      fc.assert(
        fc.property(instant, (at) => {
          const date = days.dayOf(at)
          const { from, until } = days.bounds(date)

          expect(from <= at && at < until).toBe(true)
          expect(days.dayOf(from)).toBe(date)
          expect(days.dayOf(until - 1)).toBe(date)
          expect(days.bounds(days.next(date)).from).toBe(until)
          expect(days.previous(days.next(date))).toBe(date)
        }),
        { numRuns: 40 },
      )
    }
  })
})

test.each([
  ['2026-02-28', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['20260101', false],
  ['', false],
])('%j is a date: %s', (text, expected) => {
  expect(isDayDate(text)).toBe(expected)
})
