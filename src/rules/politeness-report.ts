import type { Source, SourceLedger, SourceState, ViolationKind } from '../model/index.ts'
import { readLedger } from './poll-ledger.ts'
import { meanScore, readerScore, scoreLetter } from './reader-score.ts'

export interface SourcePoliteness {
  readonly id: string
  readonly url: string
  readonly score: number
  /** Absent: never polled. */
  readonly ledger?: SourceLedger
}

export interface PolitenessReport {
  readonly score: number
  readonly letter: string
  readonly threshold: number
  readonly passed: boolean
  readonly totals: {
    readonly polls: number
    readonly notModified: number
    readonly wireBytes: number
    readonly savedBytes: number
    readonly violations: Readonly<Partial<Record<ViolationKind, number>>>
  }
  /** Worst first. */
  readonly sources: readonly SourcePoliteness[]
}

/** The score of every source that was polled, and of all: the mean, so that every publisher counts the same. */
export function reportPoliteness(
  records: readonly { readonly source: Source; readonly state: SourceState }[],
  threshold: number,
): PolitenessReport {
  const sources = records.map(({ source, state }): SourcePoliteness => {
    const ledger = readLedger(state.ledger)
    const score = ledger ? readerScore(ledger.polls, ledger.violations) : 100
    return { id: source.id, url: source.url, score, ...(ledger && { ledger }) }
  })
  sources.sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1))
  const ledgers = sources.flatMap(({ ledger }) => (ledger ? [ledger] : []))
  const sum = (read: (ledger: SourceLedger) => number) => ledgers.reduce((total, l) => total + read(l), 0)
  const violations: Partial<Record<ViolationKind, number>> = {}
  for (const ledger of ledgers) {
    for (const [kind, count] of Object.entries(ledger.violations) as [ViolationKind, number][]) {
      violations[kind] = (violations[kind] ?? 0) + count
    }
  }
  const score = meanScore(sources.filter(({ ledger }) => ledger).map((source) => source.score))
  return {
    ...{ score, letter: scoreLetter(score), threshold, passed: score >= threshold },
    totals: {
      polls: sum((ledger) => ledger.polls),
      notModified: sum((ledger) => ledger.notModified),
      wireBytes: sum((ledger) => ledger.wireBytes),
      savedBytes: sum((ledger) => ledger.savedBytes),
      violations,
    },
    sources,
  }
}
