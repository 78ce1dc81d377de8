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
} from '../model/index.ts'
import { talliesOf } from '../rules/rank/publisher-tally.ts'
import { independentOrigins, uniteOrigins } from '../rules/rank/score.ts'
import { areApart } from '../rules/story/apart-stories.ts'
import { type ChooseOptions, chooseCandidate } from '../rules/story/choose-candidate.ts'
import { fetchAhead } from '../rules/story/fetch-ahead.ts'
import { ranksOf } from '../rules/story/merge-stories.ts'
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
  /** Other stories that the entry fits, best first. */
  readonly fitted: readonly string[]
}

/** Where an entry belongs, and all that follows from it. Reads nothing: what it is decided on was read before. */
export function decideEntry(subject: EntryCase, options: DecideOptions): Decision {
  const { entry, prepared, found } = subject
  const { kept, verdict, copied, profile, bridgedId, bridgeReason, fitted } = chooseStory(subject, options)
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
    ...(story && bridgedId !== undefined && { bridged: [story.id, bridgedId] as const }),
    plan: {
      entry,
      fingerprint: prepared.print,
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
    ...(bridgeReason !== undefined && { bridgeReason }),
  }
}

interface Choice {
  readonly kept?: KeptStory | undefined
  readonly verdict: SameStoryVerdict
  /** The entry that this one nearly repeats. */
  readonly copied?: Fingerprint | undefined
  readonly profile?: Story['profile']
  readonly bridgedId?: string
  readonly bridgeReason?: string
  readonly fitted: readonly string[]
}

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
  const choice = chooseCandidate(comparedOf(subject), candidates, found.statistics, {
    ...sameStory,
    storyOf: (id) => kept.get(id)?.story,
  })
  // What a person has set apart is bridged by nothing.
  const rivalsOf = (chosen: KeptStory, ids: readonly string[]): readonly string[] =>
    ids.filter((id) => !areApart(chosen.story, (kept.get(id) as KeptStory).story))
  const chosen = choice.candidate && kept.get(choice.candidate.storyId)
  if (own) {
    // An entry that changed stays in its story: a corrected headline is no new event.
    const verdict = { same: true, rule: 'none', score: 1, reason: 'the entry changed' } as const
    const fitted = chosen ? [chosen.story.id, ...choice.fitted] : []
    return { kept: own, verdict, fitted: rivalsOf(own, fitted) }
  }
  if (!chosen) return { verdict: choice.verdict, fitted: [] }
  const bridges = rivalsOf(
    chosen,
    choice.bridged.map(({ storyId }) => storyId),
  )
  const bridged = choice.bridged.find(({ storyId }) => storyId === bridges[0])
  return {
    kept: chosen,
    verdict: choice.verdict,
    copied: choice.verdict.isCopy ? choice.candidate?.fingerprint : undefined,
    profile: choice.profile,
    ...(bridged && { bridgedId: bridged.storyId, bridgeReason: bridged.reason }),
    fitted: rivalsOf(chosen, choice.fitted),
  }
}

function comparedOf({ entry: { reportedAt, publisherId, language }, prepared }: EntryCase) {
  return { fingerprint: prepared.print, reportedAt, publisherId, language }
}
