import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PollHints, PollOutcome } from '../../../../src/model/index.ts'
import {
  costOf,
  LONGEST_WAIT_MS,
  type PollCost,
  type PollPlanInput,
  planNextPoll,
  rememberHints,
} from '../../../../src/rules/polling/schedule.ts'
import { nextAllowedTime } from '../../../../src/rules/polling/skip-times.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/make.ts'

const LIMITS = {
  minIntervalMs: 10 * MINUTE,
  defaultIntervalMs: 30 * MINUTE,
  unconditionalIntervalMs: 2 * HOUR,
  maxIntervalMs: DAY,
}

function plan(part: Partial<PollPlanInput> = {}) {
  return planNextPoll({
    outcome: 'changed',
    state: { failureCount: 0 },
    hints: {},
    plannedAt: NOW,
    now: NOW,
    random: () => 0,
    limits: LIMITS,
    ...part,
  })
}

function waitOf(part: Partial<PollPlanInput>): number {
  return plan(part).nextPollAt - NOW
}

describe('after a success', () => {
  test.each<[string, PollHints, number, string]>([
    ['no hint', {}, 30 * MINUTE, 'no hint, default 1800 s → jitter +0 s'],
    ['max-age', { maxAgeMs: HOUR }, HOUR, 'max-age 3600 s → jitter +0 s'],
    ['Expires', { maxAgeMs: HOUR, isExpiry: true }, HOUR, 'Expires 3600 s → jitter +0 s'],
    ['below the floor', { maxAgeMs: MINUTE }, 10 * MINUTE, 'max-age 60 s → floor 600 s → jitter +0 s'],
    ['a year', { maxAgeMs: 365 * DAY }, DAY, 'max-age 31536000 s → cap 86400 s → jitter +0 s'],
    [
      'the longest wish',
      { maxAgeMs: HOUR, ttlMs: 2 * HOUR, updatePeriodMs: 12 * HOUR },
      12 * HOUR,
      'update period 43200 s → jitter +0 s',
    ],
    ['zero', { updatePeriodMs: 0 }, 30 * MINUTE, 'no hint, default 1800 s → jitter +0 s'],
    ['endless', { ttlMs: Number.POSITIVE_INFINITY }, 30 * MINUTE, 'no hint, default 1800 s → jitter +0 s'],
  ])('%s', (_, hints, wait, reason) => {
    for (const outcome of ['changed', 'unchanged', 'not_modified'] as const) {
      expect(plan({ outcome, hints })).toEqual({ nextPollAt: NOW + wait, reason })
    }
  })

  test('a source that is pushed is polled rarely, and never sooner than one that is not', () => {
    expect(plan({ pushBackupMs: DAY })).toEqual({
      nextPollAt: NOW + DAY,
      reason: 'pushed, backup 86400 s → jitter +0 s',
    })
    expect(waitOf({ pushBackupMs: HOUR, hints: { ttlMs: 2 * HOUR } })).toBe(2 * HOUR)
    expect(waitOf({ pushBackupMs: MINUTE })).toBe(waitOf({}))
    expect(waitOf({ pushBackupMs: DAY, outcome: 'failed' })).toBe(waitOf({ outcome: 'failed' }))
  })

  test('the period counts from the planned time, not from the end of the poll', () => {
    expect(plan({ plannedAt: NOW - 5 * MINUTE }).nextPollAt).toBe(NOW + 25 * MINUTE)
  })

  test("the publisher's max-age counts from the answer", () => {
    expect(plan({ plannedAt: NOW - 5 * MINUTE, hints: { maxAgeMs: HOUR } }).nextPollAt).toBe(NOW + HOUR)
  })

  test('the longest of several wishes counts from the answer, what was learned from the planned time', () => {
    const plannedAt = NOW - 5 * MINUTE
    const hints = { maxAgeMs: HOUR, ttlMs: 2 * HOUR }

    expect(plan({ plannedAt, hints }).nextPollAt).toBe(NOW + 2 * HOUR)
    expect(plan({ plannedAt, hints, pushBackupMs: 3 * HOUR }).nextPollAt).toBe(plannedAt + 3 * HOUR)
  })

  test.each([
    ['an hour back', NOW + HOUR],
    ['a day forward', NOW - DAY],
    ['nowhere', Number.NaN],
  ])('after the clock jumped %s the period starts anew', (_, plannedAt) => {
    expect(plan({ plannedAt }).nextPollAt).toBe(NOW + 30 * MINUTE)
  })

  test('jitter is a tenth at most, and half an hour at most', () => {
    expect(waitOf({ random: () => 0.999999 })).toBeCloseTo(33 * MINUTE, -3)
    expect(waitOf({ hints: { ttlMs: DAY }, random: () => 0.999999 })).toBeCloseTo(DAY + 30 * MINUTE, -3)
  })

  test.each<[PollCost, string]>([
    ['no validators', 'no hint, no validators 7200 s → jitter +0 s'],
    ['validators disregarded', 'no hint, validators disregarded 7200 s → jitter +0 s'],
  ])('whoever must send everything again is asked less often: %s', (cost, reason) => {
    expect(plan({ cost })).toEqual({ nextPollAt: NOW + 2 * HOUR, reason })
    expect(waitOf({ cost, hints: { maxAgeMs: HOUR } })).toBe(HOUR)
    expect(waitOf({ cost, rhythm: { newestAt: NOW, gapMs: 8 * HOUR } })).toBe(4 * HOUR)
    expect(waitOf({ cost, pushBackupMs: DAY })).toBe(DAY)
    expect(waitOf({ cost, outcome: 'failed' })).toBe(30 * MINUTE)
  })

  test('the interval of what is asked unconditionally lies between the default and the longest', () => {
    const waits = [MINUTE, 3 * HOUR, 8 * DAY, Number.NaN].map((unconditionalIntervalMs) =>
      waitOf({ cost: 'no validators', limits: { ...LIMITS, unconditionalIntervalMs } }),
    )

    expect(waits).toEqual([30 * MINUTE, 3 * HOUR, DAY, 2 * HOUR])
  })

  test('a demonstration can run in seconds', () => {
    const limits = { ...LIMITS, minIntervalMs: 1000, defaultIntervalMs: 2000, maxIntervalMs: 10_000 }

    expect(waitOf({ limits })).toBe(2000)
    expect(waitOf({ limits, hints: { ttlMs: HOUR } })).toBe(10_000)
    expect(waitOf({ limits, outcome: 'failed', state: { failureCount: 20 } })).toBe(70_000)
  })
})

describe('after a failure', () => {
  test('the wait doubles from the default interval up to seven days', () => {
    const waits = [0, 1, 2, 8, 9, 100, 1e9].map((failureCount) =>
      waitOf({ outcome: 'failed', state: { failureCount } }),
    )

    expect(waits).toEqual([
      30 * MINUTE,
      HOUR,
      2 * HOUR,
      128 * HOUR,
      LONGEST_WAIT_MS,
      LONGEST_WAIT_MS,
      LONGEST_WAIT_MS,
    ])
  })

  test.each<[PollOutcome, readonly number[]]>([
    ['timeout', [0.5, 1, 168]],
    ['not_found', [0.5, 1, 168]],
    ['not_a_feed', [0.5, 1, 168]],
    ['dns', [0.5, 1, 24]],
    ['tls', [1, 2, 24]],
    ['blocked', [1, 4, 168]],
    ['too_large', [6, 12, 168]],
    ['throttled', [0.5, 1, 6]],
  ])('%s: %j hours after the first, the second and the thirtieth failure', (outcome, hours) => {
    const waits = [0, 1, 29].map((failureCount) => waitOf({ outcome, state: { failureCount } }))

    expect(waits).toEqual(hours.map((each) => each * HOUR))
  })

  test('being throttled is not being broken: six hours at most', () => {
    expect(waitOf({ outcome: 'throttled', state: { failureCount: 30 } })).toBe(6 * HOUR)
  })

  test.each([
    [120_000, 30 * MINUTE],
    [8 * HOUR, 8 * HOUR],
    [99_999_999_000, LONGEST_WAIT_MS],
    [Number.NaN, HOUR],
    [-5, HOUR],
    [0, HOUR],
  ])('Retry-After of %d ms waits %d ms', (retryAfterMs, wait) => {
    for (const outcome of ['throttled', 'failed'] as const) {
      expect(waitOf({ outcome, state: { failureCount: 1 }, retryAfterMs })).toBe(wait)
    }
  })

  test('feeds of one host that were throttled together come back apart', () => {
    const times = Array.from({ length: 50 }, (_, n) =>
      waitOf({ outcome: 'throttled', state: { failureCount: 3 }, random: () => n / 50 }),
    )

    expect(new Set(times).size).toBe(50)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(HOUR)
  })

  test('gone is far away; the caller stops the source', () => {
    expect(plan({ outcome: 'gone', random: () => 0.5 })).toEqual({
      nextPollAt: NOW + LONGEST_WAIT_MS,
      reason: 'gone, asked again only when resumed',
    })
  })
})

describe('skip times', () => {
  const noon = Date.UTC(2026, 2, 10, 12, 15)

  test.each([
    ['none', {}, noon, undefined],
    ['another hour', { skipHours: [13] }, noon, undefined],
    ['this hour', { skipHours: [12] }, Date.UTC(2026, 2, 10, 13), 'skipHours 12'],
    [
      'this hour and the next',
      { skipHours: [13, 12] },
      Date.UTC(2026, 2, 10, 14),
      'skipHours 12 … skipHours 13',
    ],
    ['today, a Tuesday', { skipDays: [2] }, Date.UTC(2026, 2, 11), 'skipDays Tuesday'],
    [
      'today, and tomorrow morning',
      { skipDays: [2], skipHours: [24, 1] },
      Date.UTC(2026, 2, 11, 2),
      'skipDays Tuesday … skipHours 01',
    ],
    [
      'all hours',
      { skipHours: Array.from({ length: 24 }, (_, hour) => hour) },
      noon,
      'skipHours names all 24 hours, ignored',
    ],
    [
      'all hours, midnight as 24',
      { skipHours: Array.from({ length: 24 }, (_, hour) => hour + 1) },
      noon,
      'skipHours names all 24 hours, ignored',
    ],
    ['all days', { skipDays: [0, 1, 2, 3, 4, 5, 6] }, noon, 'skipDays names all 7 days, ignored'],
    ['nonsense', { skipHours: [-1, 99, 1.5, Number.NaN], skipDays: [7] }, noon, undefined],
  ])('%s', (_, hints, at, reason) => {
    expect(nextAllowedTime(noon, hints)).toEqual(reason === undefined ? { at } : { at, reason })
  })

  test('no poll is planned inside one', () => {
    const found = plan({ hints: { maxAgeMs: 15 * MINUTE, skipHours: [12, 13] } })

    expect(found.nextPollAt).toBe(Date.UTC(2026, 2, 10, 14))
    expect(found.reason).toBe('max-age 900 s → jitter +0 s → skipHours 12 … skipHours 13')
  })

  test('any subset is avoided when there is a way round it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 23 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 30 * DAY }),
        (skipHours, skipDays, offset) => {
          const { at } = nextAllowedTime(NOW + offset, { skipHours, skipDays })
          expect(at).toBeGreaterThanOrEqual(NOW + offset)
          expect(skipHours).not.toContain(new Date(at).getUTCHours())
          expect(skipDays).not.toContain(new Date(at).getUTCDay())
        },
      ),
    )
  })
})

test('a plan is never in the past, never NaN and never beyond seven days', () => {
  const ms = fc.oneof(fc.double(), fc.integer({ min: -1000, max: 2 ** 53 - 1 }), fc.constantFrom(undefined))
  const outcomes = [
    'changed',
    'unchanged',
    'not_modified',
    'throttled',
    'gone',
    'not_found',
    'timeout',
    'failed',
  ] as const
  fc.assert(
    fc.property(
      fc.record({
        outcome: fc.constantFrom<PollOutcome>(...outcomes),
        failureCount: fc.oneof(fc.double(), fc.integer({ min: 0, max: 100 })),
        hints: fc.record({
          maxAgeMs: ms,
          ttlMs: ms,
          updatePeriodMs: ms,
          skipHours: fc.array(fc.integer({ min: -1, max: 25 })),
          skipDays: fc.array(fc.integer({ min: 0, max: 6 })),
        }),
        plannedAt: fc.oneof(fc.double(), fc.integer({ min: NOW - 10 * DAY, max: NOW + 10 * DAY })),
        retryAfterMs: ms,
        random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        limits: fc.record({
          minIntervalMs: fc.double(),
          defaultIntervalMs: fc.double(),
          unconditionalIntervalMs: fc.double(),
          maxIntervalMs: fc.double(),
        }),
        sane: fc.boolean(),
        cost: fc.constantFrom<(PollCost | undefined)[]>(undefined, 'no validators', 'validators disregarded'),
      }),
      ({ cost, outcome, failureCount, hints, plannedAt, retryAfterMs, random, limits, sane }) => {
        const found = planNextPoll({
          cost,
          outcome,
          state: { failureCount },
          hints: hints as PollHints,
          plannedAt,
          now: NOW,
          retryAfterMs,
          random: () => random,
          limits: sane ? LIMITS : limits,
        })
        expect(Number.isSafeInteger(found.nextPollAt)).toBe(true)
        expect(found.nextPollAt).toBeGreaterThanOrEqual(NOW)
        expect(found.nextPollAt).toBeLessThanOrEqual(NOW + LONGEST_WAIT_MS)
        if (sane) expect(found.nextPollAt).toBeGreaterThanOrEqual(NOW + LIMITS.minIntervalMs)
      },
    ),
    { numRuns: 1000 },
  )
})

test('hints outlive a 304 and are said anew by a document', () => {
  const known = { maxAgeMs: HOUR, ttlMs: 2 * HOUR, skipHours: [3] }

  expect(rememberHints(known, { maxAgeMs: MINUTE }, 'not_modified')).toEqual({ ...known, maxAgeMs: MINUTE })
  expect(rememberHints(known, undefined, 'unchanged')).toEqual(known)
  expect(rememberHints(known, { ttlMs: HOUR }, 'changed')).toEqual({ ttlMs: HOUR })
  const expiring = { ...known, isExpiry: true }
  expect(rememberHints(expiring, { maxAgeMs: MINUTE }, 'not_modified')).toEqual({
    ...known,
    maxAgeMs: MINUTE,
  })
  expect(rememberHints(expiring, { ttlMs: HOUR }, 'not_modified')).toEqual({ ...expiring, ttlMs: HOUR })
  expect(rememberHints(undefined, undefined, 'failed')).toEqual({})
})

describe('what the next poll costs the publisher', () => {
  const whole = { knew: true, knows: true, news: 1 }

  test.each<[string, Parameters<typeof costOf>[0], PollCost | undefined]>([
    ['news with validators', { ...whole, outcome: 'changed' }, undefined],
    ['news without', { ...whole, outcome: 'changed', knows: false }, 'no validators'],
    ['the same without', { knew: false, knows: false, news: 0, outcome: 'unchanged' }, 'no validators'],
    ['another date and nothing else', { ...whole, outcome: 'changed', news: 0 }, 'validators disregarded'],
    ['the same bytes', { ...whole, outcome: 'unchanged', news: 0 }, 'validators disregarded'],
    ['the first answer, empty', { ...whole, outcome: 'changed', knew: false, news: 0 }, undefined],
    ['a 304', { ...whole, outcome: 'not_modified', news: 0 }, undefined],
    ['no answer', { knew: false, knows: false, news: 0, outcome: 'timeout' }, undefined],
  ])('%s', (_, poll, cost) => {
    expect(costOf(poll)).toBe(cost)
  })
})
