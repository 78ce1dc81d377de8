import type { Candidate, Entry, List, Origin, Story, TermStatistics } from '../../../../src/model/index.ts'
import { termsOf } from '../../../../src/model/index-fields.ts'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'

export const NOW = Date.UTC(2026, 2, 10, 12)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function makeList(part: Partial<List> = {}): List {
  return {
    id: 'top',
    title: 'Top',
    channels: [],
    languages: [],
    publishers: [],
    include: [],
    exclude: [],
    minOrigins: 1,
    kind: 'hot',
    halfLifeMs: 6 * HOUR,
    windowMs: 3 * DAY,
    size: 10,
    perPublisher: 2,
    ...part,
  }
}

export function makeStory(part: Partial<Story> = {}): Story {
  return {
    id: 's1',
    version: 3,
    title: 'Typhoon makes landfall',
    language: 'en',
    leadEntryId: 'e1',
    leadPublisherId: 'p1',
    leadPublisherName: 'Coast Daily',
    firstReportedAt: NOW - HOUR,
    lastReportedAt: NOW,
    updatedAt: NOW,
    entryCount: 2,
    originCount: 2,
    channels: ['world'],
    listIds: ['top', 'world'],
    ...part,
  }
}

export function makeOrigin(part: Partial<Origin> = {}): Origin {
  return {
    publisherId: 'p1',
    publisherName: 'Coast Daily',
    reportedAt: NOW,
    weight: 1,
    entryId: 'e1',
    ...part,
  }
}

export function makeEntry(
  part: Partial<Entry> = {},
): Pick<Entry, 'channels' | 'language' | 'publisherName' | 'title' | 'summary'> {
  return {
    channels: ['world'],
    language: 'en',
    publisherName: 'Coast Daily',
    title: 'Typhoon makes landfall',
    ...part,
  }
}

/** An entry as the same-story rule sees it. */
export function report(
  title: string,
  part: {
    publisher?: string
    at?: number
    url?: string
    summary?: string
    story?: string
    id?: string
    language?: string
  } = {},
): Candidate {
  const { publisher = 'Coast Daily', at = NOW, url, summary, language = 'und' } = part
  return {
    entryId: part.id ?? `${publisher}|${title}`,
    storyId: part.story ?? `story of ${title}`,
    publisherId: publisher,
    reportedAt: at,
    fingerprint: fingerprint({ title, url, summary, language, publisherName: publisher }),
  }
}

/** What is known of some terms of a report. */
export function statisticsOf(
  { fingerprint: print }: Candidate,
  documentCount: number,
  frequencies: Readonly<Record<string, number>>,
): TermStatistics {
  return { documentCount, documentFrequency: termsOf(print).map((term) => frequencies[term]) }
}
