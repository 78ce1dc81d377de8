import { describe, expect, test } from 'vitest'
import { formatSummary, summarise } from '../../../infra/ci/summary.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((found) => ({ status: found })),
})

describe('the last line of a test run', () => {
  test.each([
    [
      'all passed',
      { numPassedTests: 3, numFailedTests: 0, testResults: [file('passed', 'passed')] },
      0,
      '3 passed, 0 failed',
    ],
    [
      'one failed',
      { numPassedTests: 2, numFailedTests: 1, testResults: [file('failed', 'failed')] },
      1,
      '2 passed, 1 failed',
    ],
    [
      'skipped ones count as neither',
      { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'skipped')] },
      0,
      '1 passed, 0 failed',
    ],
    [
      'a file that cannot be loaded is a failure',
      { numPassedTests: 2, numFailedTests: 0, testResults: [file('failed')] },
      1,
      '2 passed, 1 failed',
    ],
    [
      'a run that failed with no failed test is a failure',
      { numPassedTests: 2, numFailedTests: 0, testResults: [] },
      1,
      '2 passed, 1 failed',
    ],
    ['a run without a report is a failure', undefined, 0, '0 passed, 1 failed'],
  ])('%s', (_, report, exitCode, expected) => {
    expect(formatSummary(summarise(report, exitCode))).toBe(expected)
  })
})
