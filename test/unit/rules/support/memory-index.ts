import type { Candidate, Fingerprint, TermStatistics } from '../../../../src/model/index.ts'
import { type ChooseOptions, chooseCandidate } from '../../../../src/rules/choose-candidate.ts'
import { fingerprint } from '../../../../src/rules/fingerprint.ts'
import { storyId } from '../../../../src/rules/ids.ts'
import { isLookupTerm } from '../../../../src/rules/tokenise.ts'

const POSTING_CAP = 12
const QUERY_TERMS = 8
const CANDIDATES = 24
const WINDOW_MS = 72 * 3_600_000

export interface StreamedEntry {
  readonly id: string
  readonly publisher: string
  readonly title: string
  readonly summary?: string
  readonly url?: string
  readonly language: string
  readonly publishedAt: number
}

export interface Placed {
  readonly id: string
  readonly story: string
  readonly reason: string
}

/**
 * Streams entries through the rules as the cluster stage does, with an inverted index in memory: the newest twelve
 * documents of each of the eight rarest terms, the twenty-four that share most of them.
 * `statistics: 'own'` tells the rules only of the entry's own terms, `all` of the candidates' terms too.
 */
export function streamStories(
  entries: readonly StreamedEntry[],
  options: ChooseOptions & { statistics?: 'own' | 'all' } = {},
): Placed[] {
  const documents = new Map<string, Candidate>()
  const postings = new Map<string, string[]>()
  const frequency = new Map<string, number>()
  const groupSize = new Map<string, number>()
  const stories = new Map<string, { firstReportedAt: number; entryCount: number }>()
  return entries.map((entry) => {
    const print = fingerprint({ ...entry, publisherName: entry.publisher })
    const subject = { fingerprint: print, reportedAt: entry.publishedAt, publisherId: entry.publisher }
    const candidates = findCandidates(print, entry.publishedAt)
    const statistics = statisticsOf(print, options.statistics === 'all' ? candidates : [])
    const choice = chooseCandidate(subject, candidates, statistics, {
      ...options,
      storyOf: (id) => stories.get(id),
    })
    const story = choice.candidate?.storyId ?? storyId(entry.publishedAt, entry.id)
    const known = stories.get(story)
    stories.set(story, {
      firstReportedAt: Math.min(known?.firstReportedAt ?? Infinity, entry.publishedAt),
      entryCount: (known?.entryCount ?? 0) + 1,
    })
    index(entry.id, { entryId: entry.id, storyId: story, ...subject })
    return { id: entry.id, story, reason: choice.verdict.reason }
  })

  function findCandidates(print: Fingerprint, at: number): Candidate[] {
    const scores = new Map<string, number>()
    const size = groupSize.get(print.group) ?? 0
    const rarest = Object.keys(print.terms)
      .filter((term) => isLookupTerm(term) && frequency.has(key(print, term)))
      .sort((a, b) => (frequency.get(key(print, a)) ?? 0) - (frequency.get(key(print, b)) ?? 0))
      .slice(0, QUERY_TERMS)
    for (const term of rarest) {
      const idf = Math.log(1 + (size + 1) / ((frequency.get(key(print, term)) ?? 0) + 0.5))
      for (const id of postings.get(key(print, term)) ?? []) scores.set(id, (scores.get(id) ?? 0) + idf)
    }
    for (const exact of exactKeys(print)) for (const id of postings.get(exact) ?? []) scores.set(id, Infinity)
    return [...scores]
      .sort((a, b) => b[1] - a[1])
      .slice(0, CANDIDATES)
      .flatMap(([id]) => documents.get(id) ?? [])
      .filter((candidate) => Math.abs(candidate.reportedAt - at) <= WINDOW_MS)
  }

  function statisticsOf(print: Fingerprint, candidates: readonly Candidate[]): TermStatistics {
    const terms = new Set(
      [print, ...candidates.map((c) => c.fingerprint)].flatMap((p) => Object.keys(p.terms)),
    )
    return {
      documentCount: groupSize.get(print.group) ?? 0,
      documentFrequency: Object.fromEntries(
        [...terms].map((term) => [term, frequency.get(key(print, term)) ?? 0]),
      ),
    }
  }

  function index(id: string, candidate: Candidate): void {
    const print = candidate.fingerprint
    documents.set(id, candidate)
    groupSize.set(print.group, (groupSize.get(print.group) ?? 0) + 1)
    for (const term of Object.keys(print.terms)) {
      frequency.set(key(print, term), (frequency.get(key(print, term)) ?? 0) + 1)
      if (isLookupTerm(term)) push(key(print, term), id)
    }
    for (const exact of exactKeys(print)) push(exact, id)
  }

  function push(posting: string, id: string): void {
    postings.set(posting, [id, ...(postings.get(posting) ?? [])].slice(0, POSTING_CAP))
  }
}

function key(print: Fingerprint, term: string): string {
  return `${print.group}\n${term}`
}

function exactKeys(print: Fingerprint): string[] {
  return [print.urlKey && `u:${print.urlKey}`, print.titleKey && `t:${print.titleKey}`].filter(
    (k) => k !== undefined && k !== '',
  ) as string[]
}
