import type { Edition } from '../model/index.ts'
import type { PublisherReader } from './deps.ts'
import type { StoryMaterial } from './present-story.ts'

type Known = Pick<PublisherReader, 'known'>

/** An edition as pages show it: publishers that nobody has named are called what their feeds call themselves. */
export async function titledEdition<T extends Edition | undefined>(publishers: Known, edition: T) {
  if (edition === undefined) return edition
  const known = await publishers.known(new Set(edition.items.map(({ publisherId }) => publisherId)))
  return { ...edition, items: edition.items.map(titledBy(known)) }
}

/** The same of a story with its reports and all that it leads to. */
export async function titledStory(publishers: Known, material: StoryMaterial): Promise<StoryMaterial> {
  const { story, entries, related, translations } = material
  const led = [story, ...related, ...translations.map((translation) => translation.story)]
  const known = await publishers.known(
    new Set([...entries.map((entry) => entry.publisherId), ...led.map((other) => other.leadPublisherId)]),
  )
  const titled = (other: StoryMaterial['story']) => ({
    ...other,
    leadPublisherName: known.get(other.leadPublisherId)?.title ?? other.leadPublisherName,
  })
  return {
    ...material,
    story: titled(story),
    publisherPages: new Set(known.keys()),
    entries: entries.map(titledBy(known)),
    related: related.map(titled),
    translations: translations.map((translation) => ({ ...translation, story: titled(translation.story) })),
  }
}

function titledBy(known: ReadonlyMap<string, { readonly title?: string }>) {
  return <T extends { readonly publisherId: string; readonly publisherName: string }>(item: T): T => ({
    ...item,
    publisherName: known.get(item.publisherId)?.title ?? item.publisherName,
  })
}
