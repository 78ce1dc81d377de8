import type { Candidate, Entry, EntryId, Fingerprint, KeptStory, List, StoryId } from '../model/index.ts'
import { withText } from '../rules/rank/retold-text.ts'
import { independentOrigins, uniteOrigins } from '../rules/rank/score.ts'
import { nextTurn } from './next-turn.ts'
import { leftLists, type Part, rankedPart } from './part-story.ts'
import { prepareEntry } from './prepare-entries.ts'
import { originOf } from './what-follows.ts'

/** A story of the same entries, told otherwise; its version is raised by one. */
export interface RetellPlan {
  readonly part: Part
  /** Lists that rank it no longer. */
  readonly leftListIds: readonly string[]
}

export interface RetellDeps {
  loadEntries(ids: readonly EntryId[]): Promise<readonly (Entry | undefined)[]>
  /** Entries as the index holds them. */
  readPlaced(ids: readonly EntryId[]): Promise<ReadonlyMap<EntryId, Candidate>>
  readStories(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, KeptStory>>
  /** `stale`: the story changed since it was read; nothing was written. */
  retell(plan: RetellPlan): Promise<'retold' | 'stale'>
  enqueueRank(listId: string): Promise<void>
  readonly lists: readonly List[]
}

/** An entry that was asked, and what it nearly repeats, as it reads now. */
export interface Reprint {
  readonly entryId: EntryId
  readonly copied?: Pick<Fingerprint, 'titleKey'> | undefined
}

/**
 * Which reports of a story are reprints, as its entries say now: who was placed first knew less. Returns the entries of
 * stories that others have changed meanwhile: they are to be asked once more.
 */
export async function retellTexts(
  deps: RetellDeps,
  reprints: readonly Reprint[],
): Promise<readonly EntryId[]> {
  if (reprints.length === 0) return []
  const ids = reprints.map(({ entryId }) => entryId)
  const [entries, placed] = await Promise.all([deps.loadEntries(ids), deps.readPlaced(ids)])
  const told = reprints.flatMap(({ copied }, at) => {
    const entry = entries[at]
    const storyId = entry && placed.get(entry.id)?.storyId
    return entry && storyId !== undefined ? [{ entry, copied, storyId }] : []
  })
  const stories = await deps.readStories([...new Set(told.map(({ storyId }) => storyId))])
  const byStory = Map.groupBy(told, ({ storyId }) => stories.get(storyId)?.story.id)
  const stale: EntryId[] = []
  const listIds = new Set<string>()
  for (const [id, asked] of byStory) {
    await nextTurn()
    const kept = stories.get(asked[0]?.storyId ?? '')
    const plan = id === undefined || !kept ? undefined : planRetelling(kept, asked, deps.lists)
    if (!kept || !plan) continue
    if ((await deps.retell(plan)) === 'stale') stale.push(...asked.map(({ entry }) => entry.id))
    else for (const listId of kept.story.listIds) listIds.add(listId)
  }
  for (const listId of listIds) await deps.enqueueRank(listId)
  return stale
}

function planRetelling(
  { story, origins }: KeptStory,
  asked: readonly (Pick<Reprint, 'copied'> & { readonly entry: Entry })[],
  lists: readonly List[],
): RetellPlan | undefined {
  const byPublisher = new Map(origins.map((origin) => [origin.publisherId, origin]))
  let isRetold = false
  for (const { entry, copied } of asked) {
    const origin = byPublisher.get(entry.publisherId)
    const prepared = prepareEntry(entry)
    const [text] = originOf(entry, prepared, copied).texts ?? []
    if (!origin?.texts || prepared.texts === undefined || text === undefined) continue
    const texts = withText(origin.texts, prepared.texts, text)
    if (texts === origin.texts) continue
    isRetold = true
    byPublisher.set(entry.publisherId, { ...origin, texts })
  }
  if (!isRetold) return undefined
  const retold = uniteOrigins([], [...byPublisher.values()])
  const originCount = independentOrigins(retold)
  const part = rankedPart(
    { story: { ...story, version: story.version + 1, originCount }, origins: retold },
    lists,
  )
  return { part, leftListIds: leftLists(story, part) }
}
