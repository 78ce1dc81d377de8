import { safeHref, storyPath } from './links.ts'
import type { StoryMaterial } from './present-story.ts'

const isoTime = (at: number) => new Date(at).toISOString()

/** A story with its coverage, as `/stories/{id}.json` and the API answer it. Times ISO 8601 UTC. */
export function storyJson({ story, origins, entries, standings, related }: StoryMaterial, siteUrl: string) {
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
    related: related.map(({ id, title, language, firstReportedAt }) => ({
      id,
      title,
      language,
      page: `${siteUrl}${storyPath(id)}`,
      firstReportedAt: isoTime(firstReportedAt),
    })),
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
        language: entry.language,
        authors: [...entry.authors],
        reportedAt: isoTime(entry.reportedAt),
        ...(entry.publishedAt !== undefined && { publishedAt: isoTime(entry.publishedAt) }),
      }
    }),
  }
}
