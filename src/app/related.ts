import type { Story, StoryId } from '../model/index.ts'
import { INDEX_BUCKET_MS } from '../redis/keys.ts'
import { relatedStories } from '../rules/story/related-stories.ts'
import { fingerprintOf } from '../stages/what-follows.ts'
import type { Context } from './context.ts'

const SHOWN = 6
const KEEP_MS = 5 * 60_000
const MAX_KEPT = 500

/** Stories related to a story, from the same index and around it in time; looked up at most once in five minutes. */
export function createRelated({ storage, now }: Pick<Context, 'storage' | 'now'>) {
  const known = new Map<StoryId, { readAt: number; stories: Promise<Story[]> }>()

  async function read(story: Story): Promise<Story[]> {
    const [lead] = await storage.entries.get([story.leadEntryId])
    if (!lead) return []
    const fingerprint = fingerprintOf(lead)
    // A look-up covers three buckets; these two, what came before the story and what came after it.
    const found = await Promise.all(
      [lead.reportedAt - INDEX_BUCKET_MS, lead.reportedAt + INDEX_BUCKET_MS].map((at) =>
        storage.stories.findCandidates(fingerprint, at),
      ),
    )
    const ids = [...new Set(found.flatMap(({ candidates }) => candidates.map(({ storyId }) => storyId)))]
    const stories = await storage.stories.getMany(ids)
    const byId = new Map(stories.flatMap((each, index) => (each ? [[ids[index] ?? '', each] as const] : [])))
    const related = relatedStories(
      { fingerprint, reportedAt: lead.reportedAt, publisherId: lead.publisherId },
      found,
      { ownId: story.id, limit: SHOWN, storyOf: (id) => byId.get(id)?.id },
    )
    const survivors = new Map([...byId.values()].map((each) => [each.id, each]))
    return related.flatMap(({ storyId }) => survivors.get(storyId) ?? [])
  }

  return function related(story: Story): Promise<readonly Story[]> {
    const held = known.get(story.id)
    if (held && Math.abs(now() - held.readAt) < KEEP_MS) return held.stories
    known.delete(story.id)
    if (known.size >= MAX_KEPT) known.delete(known.keys().next().value ?? '')
    const stories = read(story)
    known.set(story.id, { readAt: now(), stories })
    stories.catch(() => known.delete(story.id))
    return stories
  }
}
