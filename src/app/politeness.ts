import type { JournalRow } from '../model/index.ts'
import { readLedger } from '../rules/polling/pack-ledger.ts'
import { LEAST_GAP_MS } from '../rules/polling/politeness.ts'
import { createPolitenessReport, type PolitenessReport } from '../rules/polling/politeness-report.ts'
import { readerScore, scoreLetter } from '../rules/polling/reader-score.ts'
import type { Context } from './context.ts'

export interface PolitenessAnswer {
  readonly report: PolitenessReport
  /** What was asked of the chosen sources, newest first; empty when all are looked at. */
  readonly polls: readonly JournalRow[]
  /** The configured one, where it is shorter than the rules of politeness allow. */
  readonly minIntervalMs?: number
  /** When the journal begins; absent: it is empty. */
  readonly journalFrom?: number
}

const POLLS_SHOWN = 20

/** The reader's score of all sources or of some, and for some their last polls. */
export async function readPoliteness(
  { storage, config }: Pick<Context, 'storage' | 'config'>,
  options: {
    readonly ids: readonly string[]
    readonly threshold: number
    readonly since?: number | undefined
  },
): Promise<PolitenessAnswer> {
  const { ids, threshold, since } = options
  const load = async (wanted: Iterable<string>) =>
    (await storage.sources.load([...wanted])).filter((record) => record !== undefined)
  const rows: JournalRow[] = []
  let journalFrom: number | undefined
  for await (const row of storage.journal.read()) {
    journalFrom ??= row.at
    rows.push(row)
  }
  const { perHost, perHostMinute } = config.polling
  const asked = await load(new Set(rows.map(({ sourceId }) => sourceId)))
  const report = createPolitenessReport({ threshold, rows, asked, since, perHost, perHostMinute })
  const pages = ids.length === 0 ? storage.sources.records() : [await load(new Set(ids))]
  for await (const page of pages) report.add(page)
  return {
    report: report.end(),
    polls: rows
      .filter(({ at, sourceId }) => at >= (since ?? 0) && ids.includes(sourceId))
      .slice(-POLLS_SHOWN)
      .reverse(),
    ...(config.polling.minIntervalMs < LEAST_GAP_MS && { minIntervalMs: config.polling.minIntervalMs }),
    ...(journalFrom !== undefined && { journalFrom }),
  }
}

/** How one source was asked since its first poll: `98.50 (A), 200 polls, early 2`. */
export function politenessLine(ledger: string): string {
  const totals = readLedger(ledger)
  if (totals === undefined) return 'not readable'
  const score = readerScore(totals.polls, totals.violations)
  const violations = Object.entries(totals.violations).map(([kind, count]) => `${kind} ${count}`)
  return [
    `${score.toFixed(2)} (${scoreLetter(score)})`,
    totals.lost === 0 ? `${totals.polls} polls` : `${totals.polls} polls and ${totals.lost} lost`,
    violations.length === 0 ? 'no violations' : violations.join(' '),
  ].join(', ')
}
