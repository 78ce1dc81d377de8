import type { Story } from '../model/index.ts'
import { safeHref, storyPath } from './links.ts'
import type { StoryMaterial } from './present-story.ts'

const isoTime = (at: number) => new Date(at).toISOString()

/** A story with its coverage, as `/stories/{id}.json` and the API answer it. Times ISO 8601 UTC. */
export function storyJson(
  { story, origins, entries, standings, related, translations }: StoryMaterial,
  siteUrl: string,
) {
  const other = ({ id, title, language, firstReportedAt }: Story) => ({
    id,
    title,
    language,
    page: `${siteUrl}${storyPath(id)}`,
    firstReportedAt: isoTime(firstReportedAt),
  })
  const url = safeHref(story.url)
  return {
    id: story.id,
    title: story.title,
    ...(story.formerTitles !== undefined && { formerTitles: [...story.formerTitles] }),
    ...(url !== undefined && { url }),
    ...(story.summary !== undefined && { summary: story.summary }),
    language: story.language,
    page: `${siteUrl}${storyPath(story.id)}`,
    publisher: { id: story.leadPublisherId, name: story.leadPublisherName },
    channels: [...story.channels],
    firstReportedAt: isoTime(story.firstReportedAt),
    lastReportedAt: isoTime(story.lastReportedAt),
    updatedAt: isoTime(story.updatedAt),
    originCount: story.originCount,
    entryCount: story.entryCount,
    related: related.map(other),
    translations: translations.map(({ story: translation, reason }) => ({ ...other(translation), reason })),
    standings: standings.map(({ listId, rank }) => ({ list: listId, rank })),
    origins: origins.map((origin) => ({
      publisher: { id: origin.publisherId, name: origin.publisherName },
      reportedAt: isoTime(origin.reportedAt),
      weight: origin.weight,
    })),
    entries: entries.map((entry) => {
      const href = safeHref(entry.url)
      return {
        id: entry.id,
        title: entry.title,
        ...(href !== undefined && { url: href }),
        publisher: { id: entry.publisherId, name: entry.publisherName },
        ...(entry.carriedBy !== undefined && { carriedBy: entry.carriedBy }),
        language: entry.language,
        authors: [...entry.authors],
        reportedAt: isoTime(entry.reportedAt),
        ...(entry.publishedAt !== undefined && { publishedAt: isoTime(entry.publishedAt) }),
      }
    }),
  }
}
