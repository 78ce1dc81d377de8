import type { Edition } from '../model/index.ts'
import type { PublisherReader } from './deps.ts'
import type { StoryMaterial } from './present-story.ts'

type Titles = Pick<PublisherReader, 'titles'>

/** An edition as pages show it: publishers that nobody has named are called what their feeds call themselves. */
export async function titledEdition<T extends Edition | undefined>(publishers: Titles, edition: T) {
  if (edition === undefined) return edition
  const titles = await publishers.titles(new Set(edition.items.map(({ publisherId }) => publisherId)))
  return { ...edition, items: edition.items.map(titledBy(titles)) }
}

/** The same of a story with its reports and all that it leads to. */
export async function titledStory(publishers: Titles, material: StoryMaterial): Promise<StoryMaterial> {
  const { story, entries, related, translations } = material
  const led = [story, ...related, ...translations.map((translation) => translation.story)]
  const titles = await publishers.titles(
    new Set([...entries.map((entry) => entry.publisherId), ...led.map((other) => other.leadPublisherId)]),
  )
  const titled = (other: StoryMaterial['story']) => ({
    ...other,
    leadPublisherName: titles.get(other.leadPublisherId) ?? other.leadPublisherName,
  })
  return {
    ...material,
    story: titled(story),
    entries: entries.map(titledBy(titles)),
    related: related.map(titled),
    translations: translations.map((translation) => ({ ...translation, story: titled(translation.story) })),
  }
}

function titledBy(titles: ReadonlyMap<string, string>) {
  return <T extends { readonly publisherId: string; readonly publisherName: string }>(item: T): T => ({
    ...item,
    publisherName: titles.get(item.publisherId) ?? item.publisherName,
  })
}
