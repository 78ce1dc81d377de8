import type {
  Candidate,
  Entry,
  Event,
  Fingerprint,
  List,
  Origin,
  SameStoryVerdict,
  Story,
  Tally,
  TermStatistics,
} from '../model/index.ts'
import { areApart } from '../rules/apart-stories.ts'
import { type ChooseOptions, chooseCandidate } from '../rules/choose-candidate.ts'
import { ranksOf } from '../rules/merge-stories.ts'
import { talliesOf } from '../rules/publisher-tally.ts'
import { independentOrigins, uniteOrigins } from '../rules/score.ts'
import { type MergeDeps, mergeTwo } from './merge-two.ts'
import { nextStory } from './next-story.ts'
import { eventsOf, fingerprintOf, originOf } from './what-follows.ts'

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
  /** Of the entry's publisher, all its reports of the story united. */
  readonly origin: Origin
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
  readonly events: readonly Event[]
  /** What it adds to the records of publishers. */
  readonly tallies: readonly Tally[]
  readonly now: number
}

export interface ClusterDeps<Tails> extends MergeDeps {
  loadEntries(ids: readonly string[]): Promise<readonly (Entry | undefined)[]>
  findCandidates(fingerprint: Fingerprint, at: number): Promise<CandidateSet<Tails>>
  loadStories(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
  loadOrigins(storyId: string): Promise<readonly Origin[]>
  /** `stale`: index or story changed since they were read; nothing was written. `already`: an earlier run did it. */
  join(plan: JoinPlan<Tails>): Promise<'joined' | 'stale' | 'already'>
  /** Its title changes: told once for all changes of a short time. */
  deferUpdate(storyId: string): Promise<void>
  enqueueRank(listId: string): Promise<void>
  report(line: ClusterReport): void
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
  /** Hour of the day in the site's zone. */
  hourOf(at: number): number
  readonly sameStory: Omit<ChooseOptions, 'storyOf'>
}

export interface ClusterReport {
  readonly entryId: string
  readonly storyId: string
  readonly outcome: 'founded' | 'joined' | 'changed' | 'already'
  readonly rule: SameStoryVerdict['rule']
  readonly reason: string
  readonly score: number
  /** Reads repeated because another worker was faster, or stories became one. */
  readonly rereads: number
  /** Stories that the entry showed to be one with its own. */
  readonly merged: number
}

/** One entry shows two or three stories to be one; what it would show beyond is for the next. */
const MAX_MERGERS = 3
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
    // Some expired between admission and now: too old to be anybody's news.
    const present = entries.filter((entry) => entry !== undefined)
    let ahead: Reading<Tails> | undefined
    for (const [at, entry] of present.entries()) {
      signal.throwIfAborted()
      const reading = ahead ?? read(deps, entry)
      ahead = undefined
      const next = present[at + 1]
      const readAhead = () => {
        if (next) ahead ??= read(deps, next)
      }
      const { report, listIds } = await place(deps, reading, readAhead, signal)
      for (const id of listIds) touched.add(id)
      deps.report(report)
      reports.push(report)
    }
    for (const listId of touched) await deps.enqueueRank(listId)
    return reports
  }
}

interface Reading<Tails> {
  readonly entry: Entry
  readonly print: Fingerprint
  readonly found: Promise<CandidateSet<Tails>>
}

function read<Tails>(deps: ClusterDeps<Tails>, entry: Entry): Reading<Tails> {
  const print = fingerprintOf(entry)
  const found = deps.findCandidates(print, entry.reportedAt)
  // Awaited by whoever places the entry; nobody does when the one before fails.
  found.catch(() => undefined)
  return { entry, print, found }
}

/**
 * `readAhead` starts reading for the next entry while this one is committed. What it reads may be older than the
 * commit: then the next commit is stale, and its entry is read again.
 */
async function place<Tails>(
  deps: ClusterDeps<Tails>,
  reading: Reading<Tails>,
  readAhead: () => void,
  signal: AbortSignal,
): Promise<{ report: ClusterReport; listIds: readonly string[] }> {
  const { entry, print } = reading
  let found = await reading.found
  let merged = 0
  const touched = new Set<string>()
  for (let rereads = 0; rereads < MAX_REREADS; rereads++) {
    signal.throwIfAborted()
    const { plan, verdict, bridged, isRetitled } = await decide(deps, entry, print, found)
    // First the merger, then the entry: repeated after a crash, the merger is there and the entry finds one story.
    if (bridged && merged < MAX_MERGERS) {
      const isAnnounced = entry.announcement === 'announced'
      for (const id of (await mergeTwo(deps, bridged, { isAnnounced })).listIds) touched.add(id)
      merged++
      found = await deps.findCandidates(print, entry.reportedAt)
      continue
    }
    // Before the commit, lest a crash after it leaves nobody told; and after it, in case it took longer than the wait.
    if (isRetitled) await deps.deferUpdate(plan.story.id)
    const joining = deps.join(plan)
    readAhead()
    const result = await joining
    if (result === 'stale') {
      found = await deps.findCandidates(print, entry.reportedAt)
      continue
    }
    if (isRetitled) await deps.deferUpdate(plan.story.id)
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
        merged,
      },
      listIds: [...touched, ...plan.story.listIds],
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
): Promise<{
  plan: JoinPlan<Tails>
  verdict: SameStoryVerdict
  /** The story's title will be another, and there is somebody to tell. */
  isRetitled: boolean
  bridged?: readonly [string, string]
}> {
  const { story, verdict, copied, profile, bridgedId } = await chooseStory(deps, entry, print, found)
  const origins = story ? await deps.loadOrigins(story.id) : []
  const report = originOf(entry, print, copied)
  const united = uniteOrigins(origins, [report])
  const origin = united.find(({ publisherId }) => publisherId === report.publisherId) ?? report
  const next = nextStory({ entry, story, profile, originCount: independentOrigins(united), ...deps })
  const isTold = entry.announcement === 'announced'
  const events = isTold ? eventsOf({ before: story, after: next, origins: united, ...deps }) : []
  return {
    verdict,
    isRetitled: isTold && story?.leadEntryId === entry.id && story.title !== next.title,
    ...(story && bridgedId !== undefined && { bridged: [story.id, bridgedId] as const }),
    plan: {
      entry,
      fingerprint: print,
      tails: found.tails,
      story: next,
      expectedVersion: story?.version ?? 0,
      origin,
      heats: ranksOf(next, united, deps.lists),
      events,
      tallies: talliesOf({
        entry,
        isCopy: verdict.isCopy ?? false,
        before: origins,
        after: united,
        originCountBefore: independentOrigins(origins),
        originCountAfter: next.originCount,
        hour: deps.hourOf(entry.reportedAt),
      }),
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
): Promise<{
  story: Story | undefined
  verdict: SameStoryVerdict
  /** The entry that this one nearly repeats. */
  copied?: Fingerprint
  profile?: Story['profile']
  bridgedId?: string
}> {
  if (entry.storyId !== undefined) {
    const [own] = await deps.loadStories([entry.storyId])
    if (own)
      return { story: own, verdict: { same: true, rule: 'none', score: 1, reason: 'the entry changed' } }
  }
  const subject = {
    fingerprint: print,
    reportedAt: entry.reportedAt,
    publisherId: entry.publisherId,
    language: entry.language,
  }
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
  const chosen = choice.candidate && byId.get(choice.candidate.storyId)
  // What a person has set apart is bridged by nothing.
  const bridged = choice.bridged.find(({ storyId }) => {
    const rival = byId.get(storyId)
    return chosen && rival && !areApart(chosen, rival)
  })
  return {
    story: chosen,
    verdict: choice.verdict,
    ...(choice.candidate && choice.verdict.isCopy && { copied: choice.candidate.fingerprint }),
    profile: choice.profile,
    ...(bridged && { bridgedId: bridged.storyId }),
  }
}
