import {
  type JournalRow,
  type Source,
  type SourceState,
  VIOLATION_KINDS,
  type ViolationKind,
} from '../model/index.ts'
import { readLedger } from './poll-ledger.ts'
import { meanScore, readerScore, scoreLetter } from './reader-score.ts'

type Counts = Readonly<Partial<Record<ViolationKind, number>>>

export interface PollTotals {
  readonly polls: number
  readonly notModified: number
  readonly wireBytes: number
  /** An estimate: what the 304s would have weighed. */
  readonly savedBytes: number
  readonly violations: Counts
}

export interface SourcePoliteness extends PollTotals {
  readonly id: string
  readonly url: string
  readonly score: number
  /** The newest of the journal, newest first. */
  readonly examples: readonly {
    readonly at: number
    readonly kind: ViolationKind
    readonly sentence: string
  }[]
}

export interface PolitenessReport {
  readonly score: number
  readonly letter: ReturnType<typeof scoreLetter>
  readonly threshold: number
  readonly passed: boolean
  /** From when on polls are counted; absent: since each source's first. */
  readonly since?: number
  readonly totals: PollTotals
  /** Sources that were polled, worst first. */
  readonly sources: readonly SourcePoliteness[]
}

export interface ReportInput {
  readonly records: readonly { readonly source: Source; readonly state: SourceState }[]
  readonly threshold: number
  /** Oldest first. */
  readonly rows: readonly JournalRow[]
  /** Count the journal's polls from here on; absent: the running totals. */
  readonly since?: number | undefined
}

const EXAMPLES = 5

/** The score of every source that was polled, and of all: the mean, so that every publisher counts the same. */
export function reportPoliteness({ records, threshold, rows, since }: ReportInput): PolitenessReport {
  const rowsOf = Map.groupBy(rows, ({ sourceId }) => sourceId)
  const sources = records.flatMap(({ source: { id, url }, state }): SourcePoliteness[] => {
    const own = rowsOf.get(id) ?? []
    const totals = since === undefined ? readLedger(state.ledger) : totalsOf(own, since)
    if (totals === undefined || totals.polls === 0) return []
    const { polls, notModified, wireBytes, savedBytes, violations } = totals
    const examples = own
      .filter(({ at }) => at >= (since ?? 0))
      .flatMap(({ at, violations }) => violations.map((found) => ({ at, ...found })))
      .slice(-EXAMPLES)
      .reverse()
    const score = readerScore(polls, violations)
    return [{ id, url, score, polls, notModified, wireBytes, savedBytes, violations, examples }]
  })
  sources.sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1))
  const score = meanScore(sources.map((source) => source.score))
  return {
    ...{ score, letter: scoreLetter(score), threshold, passed: score >= threshold },
    ...(since !== undefined && { since }),
    totals: sumOf(sources),
    sources,
  }
}

function totalsOf(rows: readonly JournalRow[], since: number): PollTotals {
  return sumOf(
    rows
      .filter(({ at }) => at >= since)
      .map(({ outcome, wireBytes, savedBytes, violations }) => {
        const counts: Partial<Record<ViolationKind, number>> = {}
        for (const { kind } of violations) counts[kind] = (counts[kind] ?? 0) + 1
        const notModified = Number(outcome === 'not_modified')
        return { polls: 1, notModified, wireBytes, savedBytes, violations: counts }
      }),
  )
}

function sumOf(parts: readonly PollTotals[]): PollTotals {
  const sum = (read: (part: PollTotals) => number) => parts.reduce((total, part) => total + read(part), 0)
  const violations: Partial<Record<ViolationKind, number>> = {}
  for (const kind of VIOLATION_KINDS) {
    const count = sum((part) => part.violations[kind] ?? 0)
    if (count > 0) violations[kind] = count
  }
  return {
    polls: sum((part) => part.polls),
    notModified: sum((part) => part.notModified),
    wireBytes: sum((part) => part.wireBytes),
    savedBytes: sum((part) => part.savedBytes),
    violations,
  }
}
