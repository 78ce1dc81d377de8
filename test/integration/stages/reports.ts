import type { Entry } from '../../../src/model/index.ts'
import { entryId, hashId } from '../../../src/rules/ids.ts'
import { MINUTE, NOW } from './desk.ts'

/** What the n-th publisher writes, each a minute after the one before. */
export function aReport(title: string, n: number, more: Partial<Entry> = {}): Entry {
  return {
    id: entryId(`source-${n}`, title),
    sourceId: `source-${n}`,
    publisherId: `publisher-${n}`,
    publisherName: `Publisher ${n}`,
    title,
    language: 'en',
    channels: ['world'],
    authors: [],
    reportedAt: NOW - (20 - n) * MINUTE,
    firstSeenAt: NOW,
    weight: 1,
    contentHash: hashId(title),
    announcement: 'announced',
    ...more,
  }
}
