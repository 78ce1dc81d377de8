import type {
  Candidate,
  Entry,
  Event,
  Fingerprint,
  List,
  Origin,
  SameStoryVerdict,
  Story,
  TermStatistics,
} from '../model/index.ts'
import { type ChooseOptions, chooseCandidate } from '../rules/choose-candidate.ts'
import { competesIn } from '../rules/competes.ts'
import { storyEvent } from '../rules/events.ts'
import { fingerprint } from '../rules/fingerprint.ts'
import { storyId } from '../rules/ids.ts'
import { heatOf, independentOrigins, uniteOrigins } from '../rules/score.ts'
import { toldStory } from './told-story.ts'

export interface CandidateSet<Tails> {
  readonly candidates: readonly Candidate[]
  readonly statistics: TermStatistics
  /** Opaque: what the index looked like. `join` refuses when it has changed. */
  readonly tails: Tails
}

/** Everything one commit writes, decided beforehand. */
export interface JoinPlan<Tails> {
  readonly entry: Entry
  readonly fingerprint: Fingerprint
  readonly tails: Tails
  /** The story as it will be. */
  readonly story: Story
  /** Version the decision was made on; 0 founds the story. */
  readonly expectedVersion: number
  readonly origin: Origin
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
  readonly events: readonly Event[]
  readonly now: number
}

export interface ClusterDeps<Tails> {
  loadEntries(ids: readonly string[]): Promise<readonly (Entry | undefined)[]>
  findCandidates(fingerprint: Fingerprint, at: number): Promise<CandidateSet<Tails>>
  loadStories(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
  loadOrigins(storyId: string): Promise<readonly Origin[]>
  /** `stale`: index or story changed since they were read; nothing was written. `already`: an earlier run did it. */
  join(plan: JoinPlan<Tails>): Promise<'joined' | 'stale' | 'already'>
  enqueueRank(listId: string): Promise<void>
  report(line: ClusterReport): void
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
  readonly sameStory: Omit<ChooseOptions, 'storyOf'>
}

export interface ClusterReport {
  readonly entryId: string
  readonly storyId: string
  readonly outcome: 'founded' | 'joined' | 'changed' | 'already'
  readonly rule: SameStoryVerdict['rule']
  readonly reason: string
  readonly score: number
  /** Reads repeated because another worker was faster. */
  readonly rereads: number
}

/** Under contention a commit is decided anew; so many times in a row means that something else is wrong. */
const MAX_REREADS = 50

/**
 * Puts each entry into the story it reports, or founds one. Any number of workers may run this on any entries, in
 * any order and more than once: the commit checks what the decision was based on.
 */
export function createCluster<Tails>(deps: ClusterDeps<Tails>) {
  return async function cluster(entryIds: readonly string[], signal: AbortSignal): Promise<ClusterReport[]> {
    const entries = await deps.loadEntries(entryIds)
    const reports: ClusterReport[] = []
    const touched = new Set<string>()
    for (const entry of entries) {
      signal.throwIfAborted()
      // Expired between admission and now: too old to be anybody's news.
      if (!entry) continue
      const { report, listIds } = await place(deps, entry, signal)
      for (const id of listIds) touched.add(id)
      deps.report(report)
      reports.push(report)
    }
    for (const listId of touched) await deps.enqueueRank(listId)
    return reports
  }
}

async function place<Tails>(
  deps: ClusterDeps<Tails>,
  entry: Entry,
  signal: AbortSignal,
): Promise<{ report: ClusterReport; listIds: readonly string[] }> {
  const print = fingerprint({
    title: entry.title,
    ...(entry.summary !== undefined && { summary: entry.summary }),
    ...(entry.url !== undefined && { url: entry.url }),
    language: entry.language,
    publisherName: entry.publisherName,
  })
  for (let rereads = 0; rereads < MAX_REREADS; rereads++) {
    signal.throwIfAborted()
    const found = await deps.findCandidates(print, entry.reportedAt)
    const { plan, verdict } = await decide(deps, entry, print, found)
    const result = await deps.join(plan)
    if (result === 'stale') continue
    const outcome =
      result === 'already'
        ? 'already'
        : entry.storyId !== undefined
          ? 'changed'
          : plan.expectedVersion === 0
            ? 'founded'
            : 'joined'
    return {
      report: {
        entryId: entry.id,
        storyId: plan.story.id,
        outcome,
        rule: verdict.rule,
        reason: verdict.reason,
        score: verdict.score,
        rereads,
      },
      listIds: plan.story.listIds,
    }
  }
  throw new Error(
    `entry ${entry.id} could not be placed: the index changed ${MAX_REREADS} times while it was decided`,
  )
}

async function decide<Tails>(
  deps: ClusterDeps<Tails>,
  entry: Entry,
  print: Fingerprint,
  found: CandidateSet<Tails>,
): Promise<{ plan: JoinPlan<Tails>; verdict: SameStoryVerdict }> {
  const { story, verdict } = await chooseStory(deps, entry, print, found)
  const origins = story ? await deps.loadOrigins(story.id) : []
  const origin: Origin = {
    publisherId: entry.publisherId,
    publisherName: entry.publisherName,
    reportedAt: entry.reportedAt,
    weight: entry.weight,
    entryId: entry.id,
    ...(print.titleKey !== undefined && { textKey: print.titleKey }),
  }
  const united = uniteOrigins(origins, [origin])
  const next = nextStory(deps, entry, story, independentOrigins(united))
  const events = entry.announcement === 'announced' ? eventsOf(deps, entry, story, next, united) : []
  return {
    verdict,
    plan: {
      entry,
      fingerprint: print,
      tails: found.tails,
      story: next,
      expectedVersion: story?.version ?? 0,
      origin,
      heats: deps.lists
        .filter((list) => next.listIds.includes(list.id) && next.originCount >= list.minOrigins)
        .map((list) => ({ listId: list.id, heat: heatOf(united, list.halfLifeMs) })),
      events,
      now: deps.now(),
    },
  }
}

/** An entry that changed stays in its story: a corrected headline is no new event. */
async function chooseStory<Tails>(
  deps: ClusterDeps<Tails>,
  entry: Entry,
  print: Fingerprint,
  found: CandidateSet<Tails>,
): Promise<{ story: Story | undefined; verdict: SameStoryVerdict }> {
  if (entry.storyId !== undefined) {
    const [own] = await deps.loadStories([entry.storyId])
    if (own)
      return { story: own, verdict: { same: true, rule: 'none', score: 1, reason: 'the entry changed' } }
  }
  const subject = { fingerprint: print, reportedAt: entry.reportedAt, publisherId: entry.publisherId }
  const ids = [...new Set(found.candidates.map((candidate) => candidate.storyId))]
  const stories = new Map<string, Story>()
  for (const [index, story] of (await deps.loadStories(ids)).entries()) {
    const id = ids[index]
    if (story && id) stories.set(id, story)
  }
  const byId = new Map([...stories.values()].map((story) => [story.id, story]))
  const choice = chooseCandidate(
    subject,
    // A candidate whose story expired is nobody's neighbour; one that was merged counts for the surviving story.
    found.candidates.flatMap((candidate) => {
      const story = stories.get(candidate.storyId)
      return story ? [{ ...candidate, storyId: story.id }] : []
    }),
    found.statistics,
    { ...deps.sameStory, storyOf: (id) => byId.get(id) },
  )
  return { story: choice.candidate && byId.get(choice.candidate.storyId), verdict: choice.verdict }
}

function nextStory<Tails>(
  deps: ClusterDeps<Tails>,
  entry: Entry,
  story: Story | undefined,
  originCount: number,
): Story {
  const competing = deps.lists.filter((list) => competesIn(list, entry)).map((list) => list.id)
  if (!story) {
    return {
      id: storyId(entry.reportedAt, entry.id),
      version: 1,
      title: entry.title,
      ...leadOf(entry),
      language: entry.language,
      firstReportedAt: entry.reportedAt,
      lastReportedAt: entry.reportedAt,
      updatedAt: deps.now(),
      entryCount: 1,
      originCount,
      channels: entry.channels,
      listIds: competing,
    }
  }
  const leads = entry.id === story.leadEntryId
  return {
    ...story,
    version: story.version + 1,
    ...(leads && { title: entry.title, ...leadOf(entry) }),
    firstReportedAt: Math.min(story.firstReportedAt, entry.reportedAt),
    lastReportedAt: Math.max(story.lastReportedAt, entry.reportedAt),
    // Readers of feeds see `updated` move only when what they read changed.
    updatedAt: leads && entry.title !== story.title ? deps.now() : story.updatedAt,
    entryCount: story.entryCount + (entry.storyId === undefined ? 1 : 0),
    originCount,
    channels: [...new Set([...story.channels, ...entry.channels])].sort(),
    listIds: [...new Set([...story.listIds, ...competing])].sort(),
  }
}

function leadOf(entry: Entry) {
  return {
    leadEntryId: entry.id,
    leadPublisherId: entry.publisherId,
    leadPublisherName: entry.publisherName,
    ...(entry.url !== undefined && { url: entry.url }),
    ...(entry.summary !== undefined && { summary: entry.summary }),
    ...(entry.imageUrl !== undefined && { imageUrl: entry.imageUrl }),
  }
}

function eventsOf<Tails>(
  deps: ClusterDeps<Tails>,
  entry: Entry,
  before: Story | undefined,
  after: Story,
  origins: readonly Origin[],
): Event[] {
  const tell = (type: 'story.created' | 'story.corroborated' | 'story.updated') =>
    storyEvent({ type, ...toldStory(after, origins, deps.siteUrl), story: after, occurredAt: deps.now() })
  if (!before) return [tell('story.created')]
  const events: Event[] = []
  if (after.originCount > before.originCount) events.push(tell('story.corroborated'))
  if (entry.id === before.leadEntryId && after.title !== before.title) events.push(tell('story.updated'))
  return events
}
