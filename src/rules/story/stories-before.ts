import type { EntryId, TermStatistics } from '../../model/entry.ts'
import type { Candidate, Story, StoryId } from '../../model/story.ts'
import { storyId } from '../ids.ts'
import type { KnownStory } from './match-story.ts'
import { isBefore } from './report-order.ts'
import { vectorOf } from './similarity.ts'
import type { Part, StoryGraph } from './story-graph.ts'
import { growProfile } from './story-profile.ts'
import { storyRarity } from './story-rarity.ts'

/** As many as an entry that comes in time is compared with. */
const CANDIDATES = 24
/** Entries by which a story is weighed as a whole. */
const SPEAKING = 256

/** What the index holds around an entry's time; itself is among what is counted. */
export interface Around {
  /** Best first. */
  readonly candidates: readonly Candidate[]
  /** What was reported by then, of terms that are rare; of others by now. */
  readonly statistics: TermStatistics
}

/** A story as it was, under the id that its first report gives it. */
export interface StoryBefore extends KnownStory {
  readonly id: StoryId
  readonly entries: readonly Candidate[]
  readonly apart: readonly string[]
}

/** Of what was found for an entry the nearest reported before it, and all reported later. */
export function comparedWith(entry: Candidate, { candidates }: Around): readonly Candidate[] {
  let left = CANDIDATES
  const others = candidates.filter(({ entryId }) => entryId !== entry.entryId)
  return others.filter((other) => isBefore(entry, other) || left-- > 0)
}

/**
 * Stories as they were when an entry was reported, by what is known now: those of its candidates that were reported
 * before it, in the parts that they made until then.
 */
export function storiesBefore(
  entry: Candidate,
  around: Around,
  graph: StoryGraph,
  storyOf: (id: StoryId) => Story | undefined,
) {
  const statistics = withoutOne(around.statistics)
  const stories = new Map<StoryId, StoryBefore>()
  const placeOf = new Map<EntryId, StoryBefore>()

  function place(id: EntryId): StoryBefore | undefined {
    const known = placeOf.get(id)
    if (known) return known
    const part = graph.partBefore(id, entry)
    if (!part) return undefined
    const story = storyBefore(part, storyOf, (members) => profileOf(members))
    stories.set(story.id, story)
    for (const { entryId } of story.entries) placeOf.set(entryId, story)
    return story
  }

  let rarity: ReturnType<typeof storyRarity> | undefined
  function profileOf(members: readonly Candidate[]) {
    rarity ??= storyRarity(entry, groups().values(), statistics)
    const known = rarity
    return growProfile(
      undefined,
      someOf(members).map(({ fingerprint }) => vectorOf(fingerprint, known)),
    )
  }

  const candidates: Candidate[] = []
  for (const { entryId } of around.candidates) {
    if (candidates.length === CANDIDATES) break
    const held = graph.entry(entryId)
    if (!held || !isBefore(held, entry)) continue
    const story = place(entryId)
    if (story) candidates.push({ ...held, storyId: story.id })
  }

  function groups(): Map<StoryId, Candidate[]> {
    const byStory = new Map<StoryId, Candidate[]>()
    for (const candidate of candidates) {
      const group = byStory.get(candidate.storyId)
      if (group) group.push(candidate)
      else byStory.set(candidate.storyId, [candidate])
    }
    return byStory
  }

  return {
    candidates,
    statistics,
    profileOf,
    story: (id: StoryId): StoryBefore | undefined => stories.get(id),
    /** That an entry reported before was in. */
    storyWith: place,
    /** Of candidates those reported after it. */
    later: around.candidates.flatMap(({ entryId }) => {
      const held = graph.entry(entryId)
      return held && isBefore(entry, held) ? [held] : []
    }),
  }
}

/** `profileOf`: worked out when it is asked for, and once. */
export function storyBefore(
  { entries, anchors }: Part,
  storyOf: (id: StoryId) => Story | undefined,
  profileOf: (members: readonly Candidate[]) => NonNullable<Story['profile']>,
): StoryBefore {
  const first = entries[0] as Candidate
  const own = storyOf(first.storyId)
  const anchored = anchors.map(storyOf).filter((story) => story !== undefined)
  const story: StoryBefore = {
    // What an anchor holds began with something that is no longer known.
    id: anchors[0] === undefined ? storyId(first.reportedAt, first.entryId) : `${anchors[0]}~`,
    entries,
    firstReportedAt: Math.min(first.reportedAt, ...anchored.map(({ firstReportedAt }) => firstReportedAt)),
    entryCount: entries.length,
    ...(own && { language: own.language }),
    apart: [...new Set(entries.flatMap(({ storyId: id }) => storyOf(id)?.apart ?? []))],
  }
  if (entries.length < 2) return story
  let profile: Story['profile']
  return Object.defineProperty(story, 'profile', {
    get() {
      profile ??= profileOf(entries)
      return profile
    },
  })
}

/** Spread evenly: what a large story is about, some of its entries say as well as all. */
function someOf(members: readonly Candidate[]): readonly Candidate[] {
  const step = Math.ceil(members.length / SPEAKING)
  return step <= 1 ? members : members.filter((_, at) => at % step === 0)
}

/** An entry is not counted with itself. */
function withoutOne({ documentCount, documentFrequency }: TermStatistics): TermStatistics {
  return {
    documentCount: Math.max(0, documentCount - 1),
    documentFrequency: documentFrequency.map((count) =>
      count === undefined ? undefined : Math.max(0, count - 1),
    ),
  }
}
