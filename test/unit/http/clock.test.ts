import { expect, test } from 'vitest'
import { createClock } from '../../../src/http/clock.ts'

const MINUTE = 60_000
const FIRST = Date.UTC(2026, 10, 30, 8)

test.each([
  [0, '<1 min', '<1分钟'],
  [-MINUTE, '<1 min', '<1分钟'],
  [59_000, '<1 min', '<1分钟'],
  [MINUTE, '+1 min', '+1分钟'],
  [14 * MINUTE, '+14 min', '+14分钟'],
  [180 * MINUTE, '+3 hr', '+3小时'],
  [3 * 1440 * MINUTE, '+3 days', '+3天'],
])('a report of %d ms after the first is told as %s', (ms, english, chinese) => {
  expect(createClock('en', 'UTC').after(FIRST + ms, FIRST)).toBe(english)
  expect(createClock('zh-CN', 'UTC').after(FIRST + ms, FIRST)).toBe(chinese)
})
