import { expect, test } from 'vitest'
import { nextAttempt, RETRY_SCHEDULE_MS, shouldDisable } from '../../../../src/rules/deliver/retry.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/make.ts'

const failed = { outcome: 'failed' as const, now: NOW, random: () => 0.5 }

test('waits follow the Standard Webhooks table and end after ten attempts', () => {
  const waits = Array.from({ length: 10 }, (_, n) => nextAttempt({ ...failed, attemptNumber: n + 1 }))

  expect(waits.map(({ nextAttemptAt }) => nextAttemptAt - NOW)).toEqual([...RETRY_SCHEDULE_MS.slice(1), 0])
  expect(waits.map(({ status }) => status)).toEqual([...Array(9).fill('pending'), 'exhausted'])
  expect(RETRY_SCHEDULE_MS.reduce((sum, wait) => sum + wait, 0)).toBe(75 * HOUR + 35 * MINUTE + 5000)
})

test('jitter is a fifth either way', () => {
  expect(nextAttempt({ ...failed, attemptNumber: 2, random: () => 0 }).nextAttemptAt).toBe(NOW + 4 * MINUTE)
  expect(nextAttempt({ ...failed, attemptNumber: 2, random: () => 1 }).nextAttemptAt).toBe(NOW + 6 * MINUTE)
})

test.each(['delivered', 'gone'] as const)('%s ends a delivery', (outcome) => {
  expect(nextAttempt({ ...failed, outcome, attemptNumber: 1 })).toEqual({
    status: outcome,
    nextAttemptAt: NOW,
  })
})

test.each([
  [2 * MINUTE, 2 * MINUTE, 2 * MINUTE],
  [1000, 5000, 1000],
  [1e99, DAY, DAY],
])(
  'Retry-After of %d ms delays the attempt by %d ms and pauses the endpoint for %d ms',
  (retryAfterMs, wait, pause) => {
    expect(nextAttempt({ ...failed, attemptNumber: 1, retryAfterMs })).toEqual({
      status: 'pending',
      nextAttemptAt: NOW + wait,
      pausedUntil: NOW + pause,
    })
  },
)

test.each([-1, 0, Number.NaN, Number.POSITIVE_INFINITY])(
  'Retry-After of %d ms is ignored',
  (retryAfterMs) => {
    expect(nextAttempt({ ...failed, attemptNumber: 1, retryAfterMs })).toEqual({
      status: 'pending',
      nextAttemptAt: NOW + 5000,
    })
  },
)

test('a schedule of its own', () => {
  expect(nextAttempt({ ...failed, attemptNumber: 1, scheduleMs: [0, 100] }).nextAttemptAt).toBe(NOW + 100)
  expect(nextAttempt({ ...failed, attemptNumber: 2, scheduleMs: [0, 100] }).status).toBe('exhausted')
})

test('120 hours of nothing but failures disable', () => {
  expect(shouldDisable(undefined, NOW)).toBe(false)
  expect(shouldDisable(NOW - 119 * HOUR, NOW)).toBe(false)
  expect(shouldDisable(NOW - 120 * HOUR, NOW)).toBe(true)
})
