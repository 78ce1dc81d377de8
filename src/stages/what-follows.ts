import type { Entry, Event, Fingerprint, Origin, Story } from '../model/index.ts'
import { storyEvent } from '../rules/deliver/events.ts'
import { fingerprint } from '../rules/text/fingerprint.ts'
import { textKeys } from '../rules/text/text-keys.ts'
import type { Prepared } from './prepare-entries.ts'
import { toldStory } from './told-story.ts'

/** What is compared of an entry. */
export function fingerprintOf(
  entry: Pick<Entry, 'title' | 'heading' | 'summary' | 'url' | 'language' | 'publisherName'>,
): Fingerprint {
  return fingerprint({
    title: entry.title,
    heading: entry.heading,
    ...(entry.summary !== undefined && { summary: entry.summary }),
    ...(entry.url !== undefined && { url: entry.url }),
    language: entry.language,
    publisherName: entry.publisherName,
  })
}

/** The origin that an entry is by itself. `copied`: the entry that it nearly repeats. */
export function originOf(
  entry: Entry,
  { print, texts }: Prepared,
  copied: Pick<Fingerprint, 'titleKey'> | undefined,
): Origin {
  const text = copied ? textKeys({ fingerprint: print, summary: entry.summary, copied }) : texts
  return {
    publisherId: entry.publisherId,
    publisherName: entry.publisherName,
    reportedAt: entry.reportedAt,
    weight: entry.weight,
    entryId: entry.id,
    ...(text !== undefined && { texts: [text] }),
    ...(entry.ownerId !== undefined && { ownerId: entry.ownerId }),
  }
}

/** What a placed entry lets subscribers be told; the first report of a story is all news. */
export function eventsOf(input: {
  readonly before: Story | undefined
  readonly after: Story
  readonly origins: readonly Origin[]
  readonly siteUrl: string
  now(): number
}): Event[] {
  const { before, after, origins, siteUrl } = input
  const tell = (type: 'story.created' | 'story.corroborated') =>
    storyEvent({ type, ...toldStory(after, origins, siteUrl), story: after, occurredAt: input.now() })
  if (!before) return [tell('story.created')]
  return after.originCount > before.originCount ? [tell('story.corroborated')] : []
}
