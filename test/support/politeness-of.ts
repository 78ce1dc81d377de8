import {
  createPolitenessReport,
  type PolitenessReport,
  type ReportedRecord,
  type ReportInput,
} from '../../src/rules/polling/politeness-report.ts'

/** The report on a few sources at once, of which each was asked. */
export function politenessOf(
  records: readonly ReportedRecord[],
  input: Pick<ReportInput, 'threshold' | 'rows' | 'since'>,
): PolitenessReport {
  const report = createPolitenessReport({ ...input, asked: records, perHost: 2, perHostMinute: 120 })
  report.add(records)
  return report.end()
}
