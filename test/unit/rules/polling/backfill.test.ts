import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planBackfill } from '../../../../src/rules/polling/backfill.ts'
import { reportedAt } from '../../../../src/rules/rank/report-time.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/make.ts'

const PREVIOUS = NOW - 30 * MINUTE

describe('report time', () => {
  test.each([
    ['no date: first seen', undefined, PREVIOUS, NOW],
    ['a date between the polls counts', NOW - 10 * MINUTE, PREVIOUS, NOW - 10 * MINUTE],
    ['2099 buys nothing', Date.UTC(2099, 0, 1), PREVIOUS, NOW],
    ['8 h in the future: a zone was forgotten', NOW + 8 * HOUR, PREVIOUS, NOW],
    ['back-dating buys no first', NOW - 5 * HOUR, PREVIOUS, PREVIOUS],
    ['1970 is no date', 0, PREVIOUS, NOW],
    ['not a number', Number.NaN, PREVIOUS, NOW],
    ['a re-emitted old post keeps its date', NOW - 4 * 365 * DAY, PREVIOUS, NOW - 4 * 365 * DAY],
    ['first poll: the date is all there is', NOW - 10 * HOUR, undefined, NOW - 10 * HOUR],
    ['the clock went back an hour', NOW - MINUTE, NOW + HOUR, NOW],
  ])('%s', (_, publishedAt, previousSuccessAt, expected) => {
    expect(reportedAt({ publishedAt, previousSuccessAt, now: NOW })).toBe(expected)
  })

  test('is never later than now', () => {
    fc.assert(
      fc.property(
        fc.option(fc.double(), { nil: undefined }),
        fc.option(fc.integer({ min: 0, max: 2 * NOW }), { nil: undefined }),
        (publishedAt, previousSuccessAt) => {
          expect(reportedAt({ publishedAt, previousSuccessAt, now: NOW })).toBeLessThanOrEqual(NOW)
        },
      ),
    )
  })
})

function treatments(dates: (number | undefined)[], previousSuccessAt?: number) {
  return planBackfill(
    dates.map((publishedAt) => ({ publishedAt })),
    { previousSuccessAt, now: NOW, announceOnFirstPoll: 2, windowMs: 3 * DAY },
  ).map(({ treatment }) => treatment)
}

describe('backfill', () => {
  test('of a first poll only the newest are announced', () => {
    expect(treatments([NOW - 3 * HOUR, NOW - HOUR, NOW - 2 * HOUR, NOW - 4 * HOUR])).toEqual([
      'silent',
      'announced',
      'announced',
      'silent',
    ])
  })

  test('undated entries of a first poll count by their place, after the dated ones', () => {
    expect(treatments([undefined, undefined, NOW - HOUR])).toEqual(['announced', 'silent', 'announced'])
  })

  test('later polls announce what is new', () => {
    expect(treatments([NOW - MINUTE, undefined, NOW - 2 * HOUR], PREVIOUS)).toEqual([
      'announced',
      'announced',
      'announced',
    ])
  })

  test('what was dated well before the previous poll is not told of', () => {
    expect(treatments([PREVIOUS - 25 * HOUR], PREVIOUS)).toEqual(['silent'])
  })

  test('six hundred four-year-old posts are stored, nothing more', () => {
    expect(
      new Set(
        treatments(
          Array.from({ length: 600 }, (_, n) => NOW - 4 * 365 * DAY + n),
          PREVIOUS,
        ),
      ),
    ).toEqual(new Set(['stored']))
  })

  test('1970 is not announced as new', () => {
    expect(treatments([0], PREVIOUS)).toEqual(['silent'])
  })
})
