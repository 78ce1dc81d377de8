import type {
  Candidate,
  Edition,
  EditionItem,
  Entry,
  LeasedSource,
  List,
  ParseContext,
  ParsedEntry,
  ParsedFeed,
  Source,
  SourceState,
  Story,
  Subscription,
} from '../../../src/model/index.ts'

import { fingerprint } from '../../../src/rules/text/fingerprint.ts'
import { type ReadTask, readingOf } from '../../../src/stages/read-feed.ts'

export const NOW = Date.UTC(2026, 2, 1, 12)
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const NEVER = new AbortController().signal

/** Two reports of one event, each in its own words. */
export const ERUPTION = 'Volcano erupts near Grindavik, town evacuated overnight'
export const ERUPTION_TOO = 'Town evacuated overnight as volcano erupts near Grindavik'

export function aSource(id = 's1', more: Partial<Source> = {}): Source {
  return {
    id,
    url: `https://${id}.example/feed.xml`,
    publisherId: `p-${id}`,
    publisherName: `Publisher ${id}`,
    channels: ['world'],
    weight: 1,
    status: 'active',
    declaredBy: 'config',
    ...more,
  }
}

export function aState(more: Partial<SourceState> = {}): SourceState {
  return { failureCount: 0, pollCount: 0, notModifiedCount: 0, ...more }
}

export function aLease(sourceId = 's1', more: Partial<LeasedSource> = {}): LeasedSource {
  return { sourceId, leaseUntil: NOW + 5 * MINUTE, dueAt: NOW - SECOND, ...more }
}

export function anItem(n: number, more: Partial<ParsedEntry> = {}): ParsedEntry {
  return {
    guid: `item-${n}`,
    url: `https://news.example/${n}`,
    title: `Report number ${n} of the day`,
    publishedAt: NOW - n * MINUTE,
    authors: [],
    categories: [],
    enclosures: [],
    ...more,
  }
}

export function aFeed(entries: readonly ParsedEntry[], more: Partial<ParsedFeed> = {}): ParsedFeed {
  return { format: 'rss', hubs: [], entries, warnings: [], ...more }
}

/** The stages' `read` of a document that is parsed so. */
export function reads(parse: (body: Uint8Array, context: ParseContext) => Promise<ParsedFeed>) {
  return async (body: Uint8Array, task: ReadTask) => readingOf(await parse(body, task.context), task)
}

export function aList(more: Partial<List> = {}): List {
  return {
    id: 'top',
    title: 'Top stories',
    channels: [],
    languages: [],
    publishers: [],
    include: [],
    exclude: [],
    minOrigins: 2,
    kind: 'hot',
    halfLifeMs: 6 * HOUR,
    windowMs: 2 * DAY,
    size: 10,
    perPublisher: 5,
    ...more,
  }
}

export function anEntry(id: string, more: Partial<Entry> = {}): Entry {
  return {
    id,
    sourceId: 's1',
    publisherId: `p-${id}`,
    publisherName: `Publisher ${id}`,
    title: ERUPTION,
    language: 'en',
    channels: ['world'],
    authors: [],
    reportedAt: NOW,
    firstSeenAt: NOW,
    weight: 1,
    contentHash: `hash-${id}`,
    announcement: 'announced',
    ...more,
  }
}

/** As the index finds it. */
export function aCandidate(storyId: string, entry: Entry): Candidate {
  return {
    entryId: entry.id,
    storyId,
    publisherId: entry.publisherId,
    reportedAt: entry.reportedAt,
    fingerprint: fingerprint({ ...entry }),
  }
}

export function aStory(id: string, more: Partial<Story> = {}): Story {
  return {
    id,
    version: 1,
    title: `Story ${id}`,
    language: 'en',
    leadEntryId: `e-${id}`,
    leadPublisherId: `p-${id}`,
    leadPublisherName: `Publisher ${id}`,
    firstReportedAt: NOW - HOUR,
    lastReportedAt: NOW,
    updatedAt: NOW,
    entryCount: 2,
    originCount: 2,
    channels: ['world'],
    listIds: ['top'],
    ...more,
  }
}

export function anEditionItem(rank: number, storyId: string, more: Partial<EditionItem> = {}): EditionItem {
  return {
    rank,
    storyId,
    title: `Story ${storyId}`,
    url: `https://news.example/${storyId}`,
    language: 'en',
    publisherId: `p-${storyId}`,
    publisherName: `Publisher ${storyId}`,
    channels: ['world'],
    originCount: 2,
    entryCount: 2,
    firstReportedAt: NOW - HOUR,
    updatedAt: NOW - HOUR,
    heat: 100 - rank,
    ...more,
  }
}

export function anEdition(
  number: number,
  items: readonly EditionItem[],
  more: Partial<Edition> = {},
): Edition {
  return {
    listId: 'top',
    number,
    frozenAt: NOW,
    items,
    dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
    ...more,
  }
}

export function aSubscription(id: string, more: Partial<Subscription> = {}): Subscription {
  return {
    id,
    kind: 'webhook',
    url: `https://${id}.example/hook`,
    eventTypes: [],
    listIds: [],
    status: 'active',
    secrets: [{ value: 'whsec_AAAA' }],
    createdAt: NOW - DAY,
    ...more,
  }
}
