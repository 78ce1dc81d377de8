import type { Entry, Origin, PublisherProfile, Tally } from '../../model/index.ts'

const HOURS = 24

/**
 * What placing an entry adds to the records of publishers: to its own, and to the one that was first, once a second
 * origin joins. An entry that was placed before adds nothing, so a correction is no second report.
 */
export function talliesOf(input: {
  readonly entry: Entry
  readonly isCopy: boolean
  /** Origins of the story before and with the entry. */
  readonly before: readonly Origin[]
  readonly after: readonly Origin[]
  /** Independent ones among them. */
  readonly originCountBefore: number
  readonly originCountAfter: number
  /** Hour of the day in the site's zone. */
  readonly hour: number
}): Tally[] {
  const { entry, isCopy, before, after, hour } = input
  if (entry.storyId !== undefined) return []
  const isNewToStory = !before.some(({ publisherId }) => publisherId === entry.publisherId)
  const own: Tally = {
    publisherId: entry.publisherId,
    publisherName: entry.publisherName,
    counts: {
      entries: 1,
      ...(isNewToStory && { stories: 1 }),
      ...(isCopy && { copies: 1 }),
      ...(entry.publishedAt === entry.reportedAt && { dated: 1 }),
      ...Object.fromEntries(entry.channels.map((channel) => [`c:${channel}`, 1])),
      [`h:${hour}`]: 1,
    },
  }
  const isCorroborated = input.originCountBefore < 2 && input.originCountAfter >= 2
  const first = isCorroborated ? earliest(after) : undefined
  if (!first) return [own]
  if (first.publisherId === own.publisherId) return [{ ...own, counts: { ...own.counts, firsts: 1 } }]
  const { publisherId, publisherName } = first
  return [own, { publisherId, publisherName, counts: { firsts: 1 } }]
}

function earliest(origins: readonly Origin[]): Origin | undefined {
  return [...origins].sort(
    (a, b) => a.reportedAt - b.reportedAt || (a.publisherId < b.publisherId ? -1 : 1),
  )[0]
}

/** A record as it is stored, read as a profile; undefined when there is none. */
export function profileOf(
  id: string,
  record: Readonly<Record<string, string>>,
  hasIcon = false,
): PublisherProfile | undefined {
  if (record.name === undefined) return undefined
  const count = (field: string): number => Number(record[field] ?? 0)
  return {
    id,
    name: record.name,
    title: record.title ?? record.name,
    hasIcon,
    entryCount: count('entries'),
    storyCount: count('stories'),
    firstCount: count('firsts'),
    copyCount: count('copies'),
    datedCount: count('dated'),
    channels: Object.keys(record)
      .filter((field) => field.startsWith('c:'))
      .map((field) => ({ channel: field.slice(2), count: count(field) }))
      .sort((a, b) => b.count - a.count || (a.channel < b.channel ? -1 : 1)),
    hours: Array.from({ length: HOURS }, (_, hour) => count(`h:${hour}`)),
  }
}
