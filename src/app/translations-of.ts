import type { Story, StoryId } from '../model/index.ts'
import type { Context } from './context.ts'

/** Stories of the same event in other languages, strongest evidence first; what was merged since counts once. */
export async function translationsOf(
  { storage }: Pick<Context, 'storage'>,
  id: StoryId,
): Promise<{ readonly story: Story; readonly reason: string }[]> {
  const links = await storage.translations.of(id)
  const stories = await storage.stories.getMany(links.map(({ storyId }) => storyId))
  const seen = new Set<StoryId>([id])
  return links.flatMap(({ reason }, index) => {
    const story = stories[index]
    if (!story || seen.has(story.id)) return []
    seen.add(story.id)
    return [{ story, reason }]
  })
}
