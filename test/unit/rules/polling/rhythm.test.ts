import { describe, expect, test } from 'vitest'
import { isDormant, observeRhythm, rhythmWait } from '../../../../src/rules/polling/rhythm.ts'
import { planNextPoll } from '../../../../src/rules/polling/schedule.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/make.ts'

const published = (...ages: number[]) => ages.map((age) => ({ publishedAt: NOW - age }))
const LIMITS = {
  minIntervalMs: 10 * MINUTE,
  defaultIntervalMs: 30 * MINUTE,
  unconditionalIntervalMs: 2 * HOUR,
  maxIntervalMs: DAY,
}
const plan = (rhythm: { newestAt: number; gapMs?: number }, hints = {}) =>
  planNextPoll({
    outcome: 'not_modified',
    state: { failureCount: 0 },
    hints,
    rhythm,
    plannedAt: NOW,
    now: NOW,
    random: () => 0,
    limits: LIMITS,
  })

describe('a rhythm', () => {
  test('is the median gap: a burst of three and one night do not move it', () => {
    const ages = [0, 1, 2, 3 * 60, 6 * 60, 9 * 60, 12 * 60, 24 * 60].map((minutes) => minutes * MINUTE)

    expect(observeRhythm(undefined, published(...ages), NOW)).toEqual({ newestAt: NOW, gapMs: 3 * HOUR })
  })

  test('needs four dates of the last month; the newest is known all the same', () => {
    expect(observeRhythm(undefined, published(HOUR, 2 * HOUR, 3 * HOUR), NOW)).toEqual({
      newestAt: NOW - HOUR,
    })
    expect(observeRhythm(undefined, published(HOUR, 40 * DAY, 41 * DAY, 42 * DAY, 43 * DAY), NOW)).toEqual({
      newestAt: NOW - HOUR,
    })
  })

  test('a document without dates leaves what was known, and a date ahead counts as now', () => {
    const known = { newestAt: NOW - DAY, gapMs: HOUR }

    expect(observeRhythm(known, [{}, {}], NOW)).toBe(known)
    expect(observeRhythm(known, [{ publishedAt: NOW + 365 * DAY }], NOW)).toEqual({ newestAt: NOW })
  })
})

describe('the wait', () => {
  test.each([
    ['half a gap', { newestAt: NOW, gapMs: 4 * HOUR }, 2 * HOUR],
    ['an eighth of the silence, once that is longer', { newestAt: NOW - 2 * DAY, gapMs: HOUR }, 6 * HOUR],
    ['nothing for a clock that was set back', { newestAt: NOW + DAY }, 0],
  ])('is %s', (_what, rhythm, expected) => {
    expect(rhythmWait(rhythm, NOW)).toBe(expected)
  })

  test.each([
    ['an active source', { newestAt: NOW, gapMs: 10 * MINUTE }, {}, 30 * MINUTE, 'no hint, default 1800 s'],
    ['a daily one', { newestAt: NOW, gapMs: 20 * HOUR }, {}, 10 * HOUR, 'rhythm 36000 s'],
    [
      'one whose hint is shorter',
      { newestAt: NOW, gapMs: 4 * HOUR },
      { maxAgeMs: HOUR },
      2 * HOUR,
      'rhythm 7200 s',
    ],
    ['one whose hint is longer', { newestAt: NOW, gapMs: HOUR }, { ttlMs: 2 * HOUR }, 2 * HOUR, 'ttl 7200 s'],
    [
      'one with a hint and a short rhythm',
      { newestAt: NOW, gapMs: MINUTE },
      { maxAgeMs: MINUTE },
      10 * MINUTE,
      'max-age 60 s → floor 600 s',
    ],
    ['one silent for two weeks', { newestAt: NOW - 14 * DAY }, {}, DAY, 'rhythm 151200 s → cap 86400 s'],
    ['a dormant one', { newestAt: NOW - 40 * DAY }, {}, 5 * DAY, 'rhythm 432000 s'],
    ['a dead one', { newestAt: NOW - 400 * DAY }, {}, 7 * DAY, 'rhythm 4320000 s → cap 604800 s'],
  ])('%s', (_what, rhythm, hints, wait, reason) => {
    expect(plan(rhythm, hints)).toEqual({ nextPollAt: NOW + wait, reason: `${reason} → jitter +0 s` })
  })

  test('a source is dormant after a month of silence', () => {
    expect(isDormant({ newestAt: NOW - 30 * DAY }, NOW)).toBe(true)
    expect(isDormant({ newestAt: NOW - 30 * DAY + 1 }, NOW)).toBe(false)
    expect(isDormant(undefined, NOW)).toBe(false)
  })
})
