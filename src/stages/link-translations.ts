import type { Entry, Story, Translation } from '../model/index.ts'
import {
  type Anchored,
  type AnchorStatistics,
  areTelling,
  matchTranslation,
  type TranslationVerdict,
} from '../rules/story/match-translation.ts'
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

export interface LinkDeps {
  loadEntries(ids: readonly string[]): Promise<readonly (Entry | undefined)[]>
  /** In the order asked; a story merged away is answered by the one it is part of now. */
  loadStories(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
  /** Adds the reports to the index and finds what shares anchors with each. */
  place(reports: readonly AnchoredReport[]): Promise<readonly AnchorFindings[]>
  link(
    ids: readonly [string, string],
    evidence: Omit<Translation, 'storyId'>,
  ): Promise<'linked' | 'already' | 'gone' | 'full'>
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
    const entries = await deps.loadEntries(placed.map(({ entryId }) => entryId))
    const reports = placed.flatMap(({ storyId }, index) => {
      const report = entries[index] && anchored(entries[index], storyId)
      return report && areTelling(report.anchors) ? [report] : []
    })
    if (reports.length === 0) return 0
    const findings = await deps.place(reports)
    let linked = 0
    for (const [index, report] of reports.entries()) {
      signal.throwIfAborted()
      const found = findings[index]
      if (found) linked += await linkReport(deps, report, found)
    }
    return linked
  }
}

async function linkReport(deps: LinkDeps, report: AnchoredReport, found: AnchorFindings): Promise<number> {
  const own = { ...report, from: report.reportedAt, to: report.reportedAt }
  const matches = found.candidates.flatMap((candidate) => {
    if (!areTwoLanguages(report.language, candidate.language)) return []
    const verdict = matchTranslation(own, candidate, found.statistics)
    return verdict.linked ? [{ storyId: candidate.storyId, verdict }] : []
  })
  let linked = 0
  for (const { storyId, verdict } of matches) {
    const ids = await linkPair(deps, [report.storyId, storyId], verdict)
    if (!ids) continue
    linked++
    deps.report({ storyIds: ids, reason: verdict.reason })
  }
  return linked
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
