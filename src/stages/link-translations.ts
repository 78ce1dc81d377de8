import type { Entry, Story, Translation } from '../model/index.ts'
import {
  type Anchored,
  type AnchorStatistics,
  areNaming,
  areTelling,
  matchTranslation,
  type TranslationVerdict,
} from '../rules/story/match-translation.ts'
import { type OpinionLimits, wantsOpinion, withOpinion } from '../rules/story/second-opinion.ts'
import { anchorsOf } from '../rules/text/anchors.ts'
import { areTwoLanguages, languageGroup } from '../rules/text/language.ts'

export interface AnchoredReport {
  readonly storyId: string
  readonly reportedAt: number
  readonly language: string
  readonly group: string
  readonly anchors: readonly string[]
}

export interface AnchorFindings {
  readonly candidates: readonly (Anchored & { readonly storyId: string; readonly language: string })[]
  readonly statistics: AnchorStatistics
}

/** A report and the story that it may be a translation of. */
export interface OpinionPair {
  readonly entry: Pick<Entry, 'title' | 'summary'>
  readonly storyId: string
}

export interface SecondOpinion {
  readonly limits: OpinionLimits
  /** −1 to 1 for each pair, in their order; undefined, or a shorter list, where nothing is known. Never fails. */
  likeness(pairs: readonly OpinionPair[], signal: AbortSignal): Promise<readonly (number | undefined)[]>
}

/** Pairs of one job that are asked about, so that a model is not kept busy by one batch. */
const MOST_OPINIONS = 32

export interface LinkDeps {
  loadEntries(ids: readonly string[]): Promise<readonly (Entry | undefined)[]>
  /** In the order asked; a story merged away is answered by the one it is part of now. */
  loadStories(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
  /** Adds the reports to the index and finds what shares at least so many anchors with each. */
  place(reports: readonly AnchoredReport[], leastShared: number): Promise<readonly AnchorFindings[]>
  link(
    ids: readonly [string, string],
    evidence: Omit<Translation, 'storyId'>,
  ): Promise<'linked' | 'already' | 'gone' | 'full'>
  /** Another view of pairs that the evidence leaves in doubt; absent: the evidence decides. */
  readonly opinion?: SecondOpinion | undefined
  report(line: { readonly storyIds: readonly [string, string]; readonly reason: string }): void
  now(): number
}

/**
 * Links the stories of placed entries with those of the same event in other languages. Reports that name too little are
 * not looked at. Run again it changes nothing; of two reports that come at once, the later to be indexed sees the other.
 */
export function createLinkTranslations(deps: LinkDeps) {
  return async function linkTranslations(
    placed: readonly { readonly entryId: string; readonly storyId: string }[],
    signal: AbortSignal,
  ): Promise<number> {
    // One name in common is no evidence, but enough to ask a model about.
    const isAsked = deps.opinion?.limits.raise !== undefined
    const isTelling = isAsked ? areNaming : areTelling
    const entries = await deps.loadEntries(placed.map(({ entryId }) => entryId))
    const reports = placed.flatMap(({ storyId }, index) => {
      const entry = entries[index]
      const report = entry && anchored(entry, storyId)
      return report && isTelling(report.anchors) ? [{ entry, report }] : []
    })
    if (reports.length === 0) return 0
    const findings = await deps.place(
      reports.map(({ report }) => report),
      isAsked ? 1 : 2,
    )
    const weighed = reports.flatMap((each, index) => weigh(each, findings[index]))
    const judged = deps.opinion ? await heard(deps.opinion, weighed, signal) : weighed
    let linked = 0
    for (const pair of judged) {
      if (!pair.verdict.linked) continue
      signal.throwIfAborted()
      const storyIds = await linkPair(deps, [pair.report.storyId, pair.storyId], pair.verdict)
      if (!storyIds) continue
      linked++
      deps.report({ storyIds, reason: pair.verdict.reason })
    }
    return linked
  }
}

interface Weighed extends OpinionPair {
  readonly report: AnchoredReport
  readonly verdict: TranslationVerdict
}

function weigh(
  { entry, report }: { readonly entry: Entry; readonly report: AnchoredReport },
  found: AnchorFindings | undefined,
): Weighed[] {
  const own = { ...report, from: report.reportedAt, to: report.reportedAt }
  return (found?.candidates ?? [])
    .filter(({ language }) => areTwoLanguages(report.language, language))
    .map((candidate) => ({
      entry,
      report,
      storyId: candidate.storyId,
      verdict: matchTranslation(own, candidate, (found as AnchorFindings).statistics),
    }))
}

/** Verdicts after the doubtful ones have been asked about. */
async function heard(
  { limits, likeness }: SecondOpinion,
  weighed: readonly Weighed[],
  signal: AbortSignal,
): Promise<readonly Weighed[]> {
  const doubtful = weighed.filter(({ verdict }) => wantsOpinion(verdict, limits)).slice(0, MOST_OPINIONS)
  if (doubtful.length === 0) return weighed
  const found = await likeness(doubtful, signal)
  const opinions = new Map(doubtful.map((pair, at) => [pair, found[at]]))
  return weighed.map((pair) => ({ ...pair, verdict: withOpinion(pair.verdict, opinions.get(pair), limits) }))
}

/** A story that became part of another while it was looked at is looked up once more. */
async function linkPair(
  deps: LinkDeps,
  asked: readonly [string, string],
  { score, reason }: TranslationVerdict,
): Promise<readonly [string, string] | undefined> {
  for (let tries = 0; tries < 2; tries++) {
    const [a, b] = await deps.loadStories(asked)
    // Of a story that holds reports in several languages, by a person's decision, the lead's counts.
    if (!a || !b || !areTwoLanguages(a.language, b.language)) return undefined
    const ids = [a.id, b.id] as const
    const outcome = await deps.link(ids, { score, reason, linkedAt: deps.now() })
    if (outcome === 'linked') return ids
    if (outcome !== 'gone') return undefined
  }
  return undefined
}

function anchored(entry: Entry, storyId: string): AnchoredReport {
  return {
    storyId,
    reportedAt: entry.reportedAt,
    language: entry.language,
    group: languageGroup(entry.language, entry.title),
    anchors: anchorsOf(entry),
  }
}
