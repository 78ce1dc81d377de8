import type { Entry, SameStoryVerdict, Story, StoryComparison } from '../model/index.ts'
import { areApart } from '../rules/story/apart-stories.ts'
import { boundOfTwo } from '../rules/story/bridge-stories.ts'
import { type ChooseOptions, chooseCandidate } from '../rules/story/choose-candidate.ts'
import { areTwoLanguages } from '../rules/text/language.ts'
import { fingerprintOf } from '../stages/what-follows.ts'
import type { Context } from './context.ts'
import { readStory } from './explain.ts'

/** Entries of each story that are compared, newest. */
const COMPARED = 40

type Known = Pick<Context, 'storage' | 'config'>

/** Why two stories are one, or are not. Throws `story_unknown`. */
export async function explainTwo(context: Known, a: string, b: string): Promise<StoryComparison> {
  const [first, second] = [await readStory(context, a), await readStory(context, b)]
  const stories = [
    { id: first.id, title: first.title },
    { id: second.id, title: second.title },
  ] as const
  if (first.id === second.id) return explainMerger(context, [a, b], first)
  const nearest = await nearestOf(context, first, second)
  if (areApart(first, second)) {
    const verdict = 'a person has set them apart; only a person makes them one again'
    return { stories, outcome: 'set_apart', verdict, ...(nearest && { nearest }) }
  }
  const link = (await context.storage.translations.of(first.id)).find(({ storyId }) => storyId === second.id)
  if (link) {
    const verdict = `one event in two languages, linked: ${link.reason}`
    return { stories, outcome: 'translations', verdict, ...(nearest && { nearest }) }
  }
  if (areTwoLanguages(first.language, second.language)) {
    const verdict = 'they are in two languages, and have too little in common that reads alike in both'
    return { stories, outcome: 'unlike', verdict, ...(nearest && { nearest }) }
  }
  if (!nearest) {
    return { stories, outcome: 'unlike', verdict: 'none of their reports is kept any more' }
  }
  const bound = boundOfTwo(first, second)
  const verdict = nearest.same
    ? `single reports fit, but ${bound ?? 'no report has bridged them, or they are not alike as wholes'}`
    : `no report of the one fits the other${bound === undefined ? '' : `; and ${bound}`}`
  return { stories, outcome: nearest.same ? 'alike' : 'unlike', verdict, nearest }
}

/** Of a story that was merged away only its lead is known by now; what comes nearest to that is why. */
async function explainMerger(
  context: Known,
  ids: readonly [string, string],
  story: Story,
): Promise<StoryComparison> {
  const before = await Promise.all(ids.map((id) => context.storage.stories.beforeMerge(id)))
  const stories = ids.map((id, at) => ({ id, title: before[at]?.title ?? story.title }))
  const [one, other] = stories as [(typeof stories)[0], (typeof stories)[0]]
  const gone = before.find((each) => each !== undefined)
  if (ids[0] === ids[1] || !gone) {
    return { stories: [one, other], outcome: 'one_story', verdict: 'they are one story' }
  }
  const [leads, entries] = await Promise.all([
    context.storage.entries.get([gone.leadEntryId]),
    entriesOf(context, story),
  ])
  const lead = leads.filter((entry) => entry !== undefined)
  // What was merged may have been parted again; the address of what was merged away leads on all the same.
  const home = await context.storage.stories.get(lead[0]?.storyId ?? '')
  const reason = gone.mergedFor === undefined ? '' : `: ${gone.mergedFor}`
  const since = !home || home.id === story.id ? '' : `; the report that led it is in ${home.id} by now`
  const others = entries.filter(({ id }) => id !== gone.leadEntryId)
  const nearest = await nearestEntries(context, lead, others, story.id)
  return {
    stories: [one, other],
    outcome: 'one_story',
    verdict: `they are one story since ${gone.id} was merged into ${story.id}${reason}${since}`,
    ...(nearest && { nearest }),
  }
}

async function nearestOf(context: Known, first: Story, second: Story) {
  const [ours, theirs] = await Promise.all([entriesOf(context, first), entriesOf(context, second)])
  // As when they came: the story as it is bounds what may join it.
  return nearestEntries(context, ours, theirs, second.id, () => second)
}

async function nearestEntries(
  context: Known,
  ours: readonly Entry[],
  theirs: readonly Entry[],
  storyId: string,
  storyOf?: ChooseOptions['storyOf'],
) {
  const { storage, config } = context
  const candidates = theirs.map((entry) => ({ ...compared(entry), entryId: entry.id, storyId }))
  let best: { entry: Entry; other: Entry | undefined; verdict: SameStoryVerdict } | undefined
  for (const entry of ours) {
    const own = compared(entry)
    const { statistics } = await storage.stories.findCandidates(own.fingerprint, entry.reportedAt)
    for (const candidate of candidates) {
      const { verdict } = chooseCandidate(own, [candidate], statistics, {
        ...(config.stories.threshold !== undefined && { threshold: config.stories.threshold }),
        storyOf,
      })
      if (!best || rank(verdict) > rank(best.verdict)) {
        best = { entry, other: theirs.find(({ id }) => id === candidate.entryId), verdict }
      }
    }
  }
  if (!best) return undefined
  const { same, rule, score, reason } = best.verdict
  return { titles: [best.entry.title, best.other?.title ?? ''] as const, same, rule, score, reason }
}

const rank = ({ same, score }: SameStoryVerdict): number => (same ? 1 : 0) + score

function compared(entry: Entry) {
  return {
    fingerprint: fingerprintOf(entry),
    reportedAt: entry.reportedAt,
    publisherId: entry.publisherId,
  }
}

async function entriesOf({ storage }: Known, story: Story): Promise<Entry[]> {
  const entries = await storage.entries.get(await storage.stories.entries(story.id, COMPARED))
  return entries.filter((entry) => entry !== undefined)
}
