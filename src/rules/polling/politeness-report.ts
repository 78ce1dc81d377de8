import {
  type JournalRow,
  type Source,
  type SourceState,
  VIOLATION_KINDS,
  type ViolationKind,
} from '../../model/index.ts'
import { findCrowds } from './host-crowds.ts'
import { findRushes, type HostLimits } from './host-pace.ts'
import { readLedger } from './pack-ledger.ts'
import { politenessGroups } from './politeness-group.ts'
import { meanScore, readerScore, scoreLetter } from './reader-score.ts'
import { addressOf } from './redirects.ts'
import { shownAddress } from './shown-address.ts'

type Counts = Readonly<Partial<Record<ViolationKind, number>>>

export interface PollTotals {
  /** Without those that were lost. */
  readonly polls: number
  /** Of which nobody knows the answer, see `JournalRow`. */
  readonly lost: number
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
  /** Icons that were asked for, so far as the journal reaches, and how many of these requests came too soon. */
  readonly icons: { readonly requests: number; readonly hurried: number }
  /** Sources that were polled, worst first. */
  readonly sources: readonly SourcePoliteness[]
}

/** What of a source's record is reported. */
export interface ReportedRecord {
  readonly source: Pick<Source, 'id' | 'url'>
  readonly state: Pick<SourceState, 'ledger' | 'movedTo'>
}

export interface ReportInput {
  readonly threshold: number
  /** Of all sources, oldest first. */
  readonly rows: readonly JournalRow[]
  /** Those of whom the rows tell: who shares a host with whom. */
  readonly asked: readonly ReportedRecord[]
  /** Count the journal's polls from here on; absent: the running totals. */
  readonly since?: number | undefined
  /** What broke them is seen in the journal alone, so far as that reaches. */
  readonly perHost: HostLimits['perHost']
  readonly perHostMinute: HostLimits['perHostMinute']
}

const EXAMPLES = 5

/**
 * The score of every source that was polled, and of all: the mean, so that every publisher counts the same. Sources are
 * told of a page at a time, since there may be a million.
 */
export function createPolitenessReport(input: ReportInput) {
  const { threshold, since } = input
  const rows = withCrowds(input)
  const rowsOf = Map.groupBy(rows, ({ sourceId }) => sourceId)
  const sources: SourcePoliteness[] = []

  return {
    add(records: readonly ReportedRecord[]): void {
      for (const { source, state } of records) {
        const own = rowsOf.get(source.id) ?? []
        const totals = since === undefined ? runningTotals(state, own) : totalsOf(own, since)
        if (totals === undefined || totals.polls === 0) continue
        const { polls, lost, notModified, wireBytes, savedBytes, violations } = totals
        sources.push({
          id: source.id,
          url: shownAddress(source.url),
          score: readerScore(polls, violations),
          ...{ polls, lost, notModified, wireBytes, savedBytes, violations },
          examples: examplesOf(own, since ?? 0),
        })
      }
    },

    /** Of those that were told of. */
    end(): PolitenessReport {
      sources.sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1))
      const score = meanScore(sources.map((source) => source.score))
      return {
        score,
        letter: scoreLetter(score),
        threshold,
        passed: score >= threshold,
        ...(since !== undefined && { since }),
        totals: sumOf(sources),
        icons: iconsOf(rows, since ?? 0),
        sources,
      }
    },
  }
}

function examplesOf(rows: readonly JournalRow[], since: number): SourcePoliteness['examples'] {
  return rows
    .filter(({ at }) => at >= since)
    .flatMap(({ at, violations }) => violations.map((found) => ({ at, ...found })))
    .slice(-EXAMPLES)
    .reverse()
}

function iconsOf(rows: readonly JournalRow[], since: number): PolitenessReport['icons'] {
  const icons = rows.filter(({ cause, at }) => cause === 'icon' && at >= since)
  return {
    requests: icons.reduce((sum, { requests }) => sum + requests, 0),
    hurried: icons.filter(({ violations }) => violations.length > 0).length,
  }
}

/** Violations that only the polls of all sources together show. */
const OF_HOSTS: readonly ViolationKind[] = ['crowded', 'hurried']

function withCrowds({ asked, rows, perHost, perHostMinute }: ReportInput): JournalRow[] {
  const groups = new Map(
    asked.map(({ source, state }) => [source.id, politenessGroups(addressOf(source, state))]),
  )
  const hostOf = (id: string) => groups.get(id)?.[0].id
  const subdomainOf = (id: string) => groups.get(id)?.[1]?.id
  const crowds = findCrowds(rows, { perHost, hostOf })
  const rushes = findRushes(rows, { perHostMinute, hostOf, subdomainOf })
  return rows.map((row) => {
    const more = [crowds.get(row), rushes.get(row)].filter((found) => found !== undefined)
    return more.length > 0 ? { ...row, violations: [...row.violations, ...more] } : row
  })
}

/** What a source's own ledger counts, and what only the journal of all shows. */
function runningTotals(
  { ledger }: Pick<SourceState, 'ledger'>,
  rows: readonly JournalRow[],
): ReturnType<typeof readLedger> {
  const totals = readLedger(ledger)
  if (totals === undefined) return undefined
  const more: Partial<Record<ViolationKind, number>> = {}
  for (const kind of OF_HOSTS) {
    const count = rows.filter(({ violations }) => violations.some((found) => found.kind === kind)).length
    if (count > 0) more[kind] = count
  }
  return { ...totals, violations: { ...totals.violations, ...more } }
}

function totalsOf(rows: readonly JournalRow[], since: number): PollTotals {
  return sumOf(
    rows
      .filter(({ at }) => at >= since)
      .map(({ outcome, wireBytes, savedBytes, violations }) => {
        const counts: Partial<Record<ViolationKind, number>> = {}
        for (const { kind } of violations) counts[kind] = (counts[kind] ?? 0) + 1
        const lost = Number(outcome === 'lost')
        const notModified = Number(outcome === 'not_modified')
        return { polls: 1 - lost, lost, notModified, wireBytes, savedBytes, violations: counts }
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
    lost: sum((part) => part.lost),
    notModified: sum((part) => part.notModified),
    wireBytes: sum((part) => part.wireBytes),
    savedBytes: sum((part) => part.savedBytes),
    violations,
  }
}
