export interface Summary {
  readonly passed: number
  readonly failed: number
}

/** What is used of vitest's JSON report. */
interface Report {
  readonly numPassedTests?: number
  readonly numFailedTests?: number
  readonly testResults?: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/**
 * Counts tests over all projects. A file that failed without a failed test (it could not be loaded, or its set-up
 * failed) counts as one failure, and so does a run that failed without any: a broken run never looks green.
 */
export function summarise(report: unknown, exitCode: number): Summary {
  const { numPassedTests: passed = 0, numFailedTests = 0, testResults = [] } = (report ?? {}) as Report
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const failed = numFailedTests + broken.length
  const isHidden = failed === 0 && (exitCode !== 0 || report === undefined || report === null)
  return { passed, failed: isHidden ? 1 : failed }
}

export function formatSummary({ passed, failed }: Summary): string {
  return `${passed} passed, ${failed} failed`
}
