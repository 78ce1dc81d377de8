import type { Candidate, EntryId, Fingerprint, Story, StoryId, StoryProfile } from '../model/index.ts'
import { areApart } from '../rules/story/apart-stories.ts'
import { chooseCandidate, type Fitting } from '../rules/story/choose-candidate.ts'
import { nearOnes } from '../rules/story/near-ones.ts'
import { byReport } from '../rules/story/report-order.ts'
import { smallerFirst, wouldMove } from '../rules/story/second-look.ts'
import { vectorOf } from '../rules/story/similarity.ts'
import {
  type Around,
  comparedWith,
  type StoryBefore,
  storiesBefore,
  storyBefore,
} from '../rules/story/stories-before.ts'
import { createStoryGraph } from '../rules/story/story-graph.ts'
import { growProfile } from '../rules/story/story-profile.ts'
import { storyRarity } from '../rules/story/story-rarity.ts'
import { createKnownStories } from './known-stories.ts'
import type { StoryReads } from './story-reads.ts'

/** What an entry comes to when it is asked again. */
export interface Answer {
  readonly grounds: readonly EntryId[]
  /** They are those it has. */
  readonly areKnown: boolean
  /** What it nearly repeats. */
  readonly copied: Fingerprint | undefined
  /** They put it elsewhere than those before. */
  readonly isElsewhere: boolean
  /** Reported after it, and so near that they may come to something else, too. */
  readonly later: readonly Candidate[]
}

type Before = ReturnType<typeof storiesBefore>

/** All that a story keeps. */
const MEMBERS = 1_000
/** Entries of a story that are asked whether it is another, and those of the other they are compared with. */
const ASKED = 8
/** One entry shows two or three stories to be one. */
const MAX_BRIDGED = 3

/** Entries that are asked again where they belong, as of the time of their reports, and the stories around them. */
export function createAskAgain(deps: StoryReads) {
  const graph = createStoryGraph()
  const known = createKnownStories()
  const sets = new Map<EntryId, Around>()
  const prepared = new Set<EntryId>()
  const storyOf = (id: StoryId): Story | undefined => known.get(id)?.story

  /** Stories with all of their entries. */
  async function load(ids: Iterable<StoryId>): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => !known.get(id))
    if (unknown.length > 0) known.learn(await deps.readStories(unknown))
    const now = new Set([...ids].flatMap((id) => storyOf(id)?.id ?? []))
    const missing = [...now].filter((id) => !graph.has(id))
    if (missing.length === 0) return
    const members = await deps.readMembers(missing, MEMBERS)
    graph.add(
      missing.map((id) => ({
        storyId: id,
        members: (members.get(id) ?? []).map((member) => ({ ...member, storyId: id })),
        isFixed: isFixed(storyOf(id) as Story),
      })),
    )
  }

  async function read(entries: readonly Candidate[]): Promise<void> {
    const open = entries.filter(({ entryId }) => !sets.has(entryId))
    if (open.length === 0) return
    const found = await deps.findAround(
      open.map(({ fingerprint, reportedAt }) => ({ fingerprint, at: reportedAt })),
    )
    for (const [at, { entryId }] of open.entries()) sets.set(entryId, found[at] as Around)
  }

  function aroundOf(entryId: EntryId): Around {
    return sets.get(entryId) as Around
  }

  /** Whether two stories that the entry fits are one, by most entries of the smaller. */
  async function areOne(a: StoryBefore, b: StoryBefore): Promise<boolean> {
    const pair = smallerFirst(a, b)
    if (!pair) return false
    const [small, large] = pair
    const asked = newestOf(small)
    await read(asked)
    const inLarge = new Map(large.entries.map((each) => [each.entryId, each]))
    const options = {
      ...deps.sameStory,
      storyOf: (id: StoryId) => (id === large.id ? large : id === small.id ? small : undefined),
    }
    const questions = asked.map((each) => {
      const { candidates, statistics } = aroundOf(each.entryId)
      const found = candidates.flatMap(({ entryId }) => inLarge.get(entryId) ?? [])
      return {
        ...each,
        storyId: small.id,
        statistics,
        found: found.map((one) => ({ ...one, storyId: large.id })),
      }
    })
    const members = newestOf(large).map((one) => ({ ...one, storyId: large.id }))
    return wouldMove(questions, { id: large.id, members }, options) !== undefined
  }

  /** Other stories that it shows to be the one it joins: the entries that show it. */
  async function bridgedBy(
    entry: Candidate,
    before: Before,
    chosen: StoryBefore,
    { bridged, fitted }: { readonly bridged: readonly Fitting[]; readonly fitted: readonly Fitting[] },
  ): Promise<EntryId[]> {
    const shown: EntryId[] = []
    let joined = together([chosen], entry, before)
    const isRival = ({ storyId }: Fitting) => {
      const rival = before.story(storyId)
      return rival !== undefined && !areApart(joined, rival)
    }
    for (const { storyId, entryId } of bridged.filter(isRival).slice(0, MAX_BRIDGED)) {
      shown.push(entryId)
      joined = together([joined, before.story(storyId) as StoryBefore], entry, before)
    }
    for (const { storyId, entryId } of fitted.filter(isRival).slice(0, MAX_BRIDGED)) {
      const rival = before.story(storyId) as StoryBefore
      if (!(await areOne(joined, rival))) continue
      shown.push(entryId)
      joined = together([joined, rival], entry, before)
    }
    return shown
  }

  function together(stories: readonly StoryBefore[], entry: Candidate, before: Before): StoryBefore {
    const entries = [...new Set([...stories.flatMap((story) => story.entries), entry])].sort(byReport)
    const part = storyBefore({ entries, anchors: [] }, storyOf, before.profileOf)
    const first = Math.min(...stories.map(({ firstReportedAt }) => firstReportedAt))
    return Object.assign(part, { firstReportedAt: Math.min(part.firstReportedAt, first) })
  }

  return {
    graph,
    storyOf: (id: StoryId) => known.get(id),
    /** What became of stories. */
    known,

    /** Of what a story comes to; undefined where nothing is known that it could be weighed by. */
    profileOf(members: readonly Candidate[]): StoryProfile | undefined {
      const measure = members.find(({ entryId }) => sets.has(entryId))
      if (!measure || members.length < 2) return undefined
      const rarity = storyRarity(measure, [members], aroundOf(measure.entryId).statistics)
      return growProfile(
        undefined,
        members.map(({ fingerprint }) => vectorOf(fingerprint, rarity)),
      )
    },

    isPrepared: (id: EntryId): boolean => prepared.has(id),

    /** Reads what asking these takes, together. */
    async prepare(entries: readonly Candidate[]): Promise<void> {
      for (const { entryId } of entries) prepared.add(entryId)
      await read(entries)
      await load(
        entries.flatMap((entry) => [
          entry.storyId,
          ...comparedWith(entry, aroundOf(entry.entryId)).map(({ storyId }) => storyId),
        ]),
      )
    },

    /** One that was prepared; undefined of one that is gone, or that nobody may move. */
    async ask(id: EntryId): Promise<Answer | undefined> {
      const entry = graph.entry(id)
      const held = graph.groundsOf(id)
      if (!entry || !held) return undefined
      const language = storyOf(entry.storyId)?.language
      const compared = { ...entry, ...(language !== undefined && { language }) }
      const before = storiesBefore(entry, aroundOf(id), graph, storyOf)
      const choice = chooseCandidate(compared, before.candidates, before.statistics, {
        ...deps.sameStory,
        storyOf: before.story,
      })
      const chosen = choice.candidate && before.story(choice.candidate.storyId)
      const grounds =
        choice.candidate && chosen
          ? [choice.candidate.entryId, ...(await bridgedBy(entry, before, chosen, choice))]
          : []
      const places = (ids: readonly EntryId[]) =>
        [...new Set(ids.map((each) => before.storyWith(each)?.id))].sort().join(' ')
      // Where a ground has expired, it was where nobody may part it from.
      const isElsewhere = places(held.every(graph.entry) ? held : [id]) !== places(grounds)
      graph.setGrounds(id, grounds)
      const later = isElsewhere ? nearOnes(compared, before.later, before.statistics, deps.sameStory) : []
      const copied = choice.verdict.isCopy && chosen ? choice.candidate?.fingerprint : undefined
      return { grounds, areKnown: grounds.join(' ') === held.join(' '), copied, isElsewhere, later }
    },
  }
}

export type AskAgain = ReturnType<typeof createAskAgain>

/** What a person has parted or made one stays as it is. */
function isFixed({ apart = [], isByHand }: Story): boolean {
  return isByHand === true || apart.length > 0
}

function newestOf({ entries }: StoryBefore): readonly Candidate[] {
  return entries.toReversed().slice(0, ASKED)
}
