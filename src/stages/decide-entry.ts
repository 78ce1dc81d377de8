import type {
  Candidate,
  CandidateSet,
  Entry,
  EntryId,
  Event,
  Fingerprint,
  KeptStory,
  List,
  Origin,
  SameStoryVerdict,
  Story,
  Tails,
  Tally,
  TermStatistics,
} from '../model/index.ts'
import { talliesOf } from '../rules/rank/publisher-tally.ts'
import { independentOrigins, uniteOrigins } from '../rules/rank/score.ts'
import { areApart } from '../rules/story/apart-stories.ts'
import {
  type Choice as CandidateChoice,
  type ChooseOptions,
  chooseCandidate,
  type Fitting,
} from '../rules/story/choose-candidate.ts'
import { fetchAhead } from '../rules/story/fetch-ahead.ts'
import { ranksOf } from '../rules/story/merge-stories.ts'
import { nearOnes } from '../rules/story/near-ones.ts'
import { isBefore } from '../rules/story/report-order.ts'
import { nextStory } from './next-story.ts'
import type { Prepared } from './prepare-entries.ts'
import { eventsOf, originOf } from './what-follows.ts'

/** Everything one commit writes, decided beforehand. */
export interface JoinPlan {
  readonly entry: Entry
  readonly fingerprint: Fingerprint
  readonly tails: Tails
  /** The story as it will be. */
  readonly story: Story
  /** Version the decision was made on; 0 founds the story. */
  readonly expectedVersion: number
  /** Of the entry's publisher, all its reports of the story united. */
  readonly origin: Origin
  /** Of the story as it will be. */
  readonly origins: readonly Origin[]
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
  readonly events: readonly Event[]
  /** What it adds to the records of publishers. */
  readonly tallies: readonly Tally[]
  /** Entries reported before it that put it into the story; none of one that founds it. */
  readonly grounds?: readonly EntryId[]
  readonly now: number
}

export interface DecideOptions {
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
  /** Hour of the day in the site's zone. */
  hourOf(at: number): number
  readonly sameStory: Omit<ChooseOptions, 'storyOf'>
  /** Each entry is to be asked again once it is placed, not only those that others came too late for. */
  readonly asksAll?: boolean
}

/** What is decided upon: an entry, and what was read about it. */
export interface EntryCase {
  readonly entry: Entry
  readonly prepared: Prepared
  readonly found: CandidateSet
  /** The story of this id, or the one it is part of now. */
  storyOf(id: string): KeptStory | undefined
}

export interface Decision {
  readonly plan: JoinPlan
  readonly verdict: SameStoryVerdict
  /** The story's title will be another, and there is somebody to tell. */
  readonly isRetitled: boolean
  /** Stories that the entry shows to be one. */
  readonly bridged?: readonly [string, string]
  /** Why they are. */
  readonly bridgeReason?: string
  /** The entry of the second that shows it. */
  readonly bridgedBy?: EntryId
  /** Other stories that the entry fits, best first. */
  readonly fitted: readonly Fitting[]
  /** To be asked again: the entry and those reported after it that it came too late for, or none. */
  readonly unsettled: readonly Unsettled[]
}

/** An entry to be asked again in the order of reports. */
export type Unsettled = Pick<Entry, 'id' | 'reportedAt'>

/** Where an entry belongs, and all that follows from it. Reads nothing: what it is decided on was read before. */
export function decideEntry(subject: EntryCase, options: DecideOptions): Decision {
  const { entry, prepared, found } = subject
  const { kept, verdict, copied, profile, grounds, bridged, fitted, later } = chooseStory(subject, options)
  const story = kept?.story
  const before = kept?.origins ?? []
  const report = originOf(entry, prepared, copied)
  const origins = uniteOrigins(before, [report])
  const origin = origins.find(({ publisherId }) => publisherId === report.publisherId) ?? report
  const next = nextStory({
    entry,
    story,
    before,
    profile,
    originCount: independentOrigins(origins),
    ...options,
  })
  const isTold = entry.announcement === 'announced'
  return {
    verdict,
    isRetitled: isTold && story !== undefined && story.title !== next.title,
    ...(story &&
      bridged && {
        bridged: [story.id, bridged.storyId] as const,
        bridgeReason: bridged.reason,
        bridgedBy: bridged.entryId,
      }),
    plan: {
      entry,
      fingerprint: prepared.print,
      ...(grounds && { grounds }),
      tails: found.tails,
      story: next,
      expectedVersion: story?.version ?? 0,
      origin,
      origins,
      heats: ranksOf(next, origins, options.lists),
      events: isTold ? eventsOf({ before: story, after: next, origins, ...options }) : [],
      tallies: talliesOf({
        entry,
        isCopy: verdict.isCopy ?? false,
        before,
        after: origins,
        originCountBefore: independentOrigins(before),
        originCountAfter: next.originCount,
        hour: options.hourOf(entry.reportedAt),
      }),
      now: options.now(),
    },
    fitted,
    unsettled:
      later.length === 0 && !options.asksAll
        ? []
        : [entry, ...later].map(({ id, reportedAt }) => ({ id, reportedAt })),
  }
}

interface Choice {
  readonly kept?: KeptStory | undefined
  readonly verdict: SameStoryVerdict
  /** The entry that this one nearly repeats. */
  readonly copied?: Fingerprint | undefined
  readonly profile?: Story['profile']
  readonly grounds?: readonly EntryId[]
  readonly bridged?: ChosenBridge
  readonly fitted: readonly Fitting[]
  /** Reported after it, and so near that they may have been placed otherwise. */
  readonly later: readonly Unsettled[]
}

type ChosenBridge = CandidateChoice['bridged'][number]

function chooseStory(subject: EntryCase, { sameStory }: DecideOptions): Choice {
  const { entry, found, storyOf } = subject
  const own = entry.storyId === undefined ? undefined : storyOf(entry.storyId)
  fetchAhead(found.candidates)
  const kept = new Map<string, KeptStory>()
  const candidates: Candidate[] = []
  for (const candidate of found.candidates) {
    // A candidate whose story expired is nobody's neighbour; one that was merged counts for the surviving story.
    const of = storyOf(candidate.storyId)
    if (!of || of.story.id === own?.story.id) continue
    const storyId = of.story.id
    kept.set(storyId, of)
    candidates.push(storyId === candidate.storyId ? candidate : { ...candidate, storyId })
  }
  const compared = comparedOf(subject)
  const choosing = { ...sameStory, storyOf: (id: string) => kept.get(id)?.story }
  const choice = chooseCandidate(compared, candidates, found.statistics, choosing)
  // What a person has set apart is bridged by nothing.
  const rivalsOf = <Rival extends Fitting>(chosen: KeptStory, rivals: readonly Rival[]): readonly Rival[] =>
    rivals.filter(({ storyId }) => !areApart(chosen.story, (kept.get(storyId) as KeptStory).story))
  const chosen = choice.candidate && kept.get(choice.candidate.storyId)
  if (own) {
    // An entry that changed stays in its story: a corrected headline is no new event.
    const verdict = { same: true, rule: 'none', score: 1, reason: 'the entry changed' } as const
    const fitted = choice.candidate ? [choice.candidate, ...choice.fitted] : []
    // Those near it may have been placed without it, or without what it says now.
    const later = laterOf(entry, compared, found.candidates, found.statistics, choosing)
    return { kept: own, verdict, fitted: rivalsOf(own, fitted), later }
  }
  const later = laterOf(entry, compared, candidates, found.statistics, choosing)
  if (!chosen || !choice.candidate) return { verdict: choice.verdict, grounds: [], fitted: [], later }
  const [bridged] = rivalsOf(chosen, choice.bridged)
  return {
    kept: chosen,
    verdict: choice.verdict,
    copied: choice.verdict.isCopy ? choice.candidate.fingerprint : undefined,
    profile: choice.profile,
    grounds: [choice.candidate.entryId],
    ...(bridged && { bridged }),
    fitted: rivalsOf(chosen, choice.fitted),
    later,
  }
}

/** Of candidates those reported after the entry for which it is too late: they were placed without it. */
function laterOf(
  { id, reportedAt }: Entry,
  compared: ReturnType<typeof comparedOf>,
  candidates: readonly Candidate[],
  statistics: TermStatistics,
  options: ChooseOptions,
): readonly Unsettled[] {
  const later = candidates.filter((candidate) => isBefore({ entryId: id, reportedAt }, candidate))
  if (later.length === 0) return []
  return nearOnes(compared, later, statistics, options).map((candidate) => ({
    id: candidate.entryId,
    reportedAt: candidate.reportedAt,
  }))
}

function comparedOf({ entry: { reportedAt, publisherId, language }, prepared }: EntryCase) {
  return { fingerprint: prepared.print, reportedAt, publisherId, language }
}
