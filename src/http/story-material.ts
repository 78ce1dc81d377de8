import type { Story } from '../model/index.ts'
import type { StoryReader } from './deps.ts'
import type { StoryMaterial } from './present-story.ts'

/** Reads all that a story's page, its JSON and the API show of it. */
export async function storyMaterial(
  stories: StoryReader,
  story: Story,
  maxEntries: number,
): Promise<StoryMaterial> {
  const [origins, entries, standings, related, translations] = await Promise.all([
    stories.origins(story.id),
    stories.entries(story.id, maxEntries),
    stories.standings?.(story.id) ?? [],
    stories.related(story),
    stories.translations(story.id),
  ])
  // Languages of one script share an index, and what is of the same event is more than related.
  const isTranslation = new Set(translations.map(({ story: { id } }) => id))
  return {
    story,
    origins,
    entries,
    standings,
    translations,
    related: related.filter(({ id }) => !isTranslation.has(id)),
  }
}
