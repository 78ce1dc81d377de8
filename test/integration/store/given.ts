import type {
  Entry,
  Event,
  Fingerprint,
  Origin,
  Source,
  Story,
  Subscription,
  Tails,
} from '../../../src/model/index.ts'
import type { StoryStore } from '../../../src/store/stories.ts'
import type { JoinPlan } from '../../../src/store/story-plans.ts'
import {
  DAY,
  MINUTE,
  NOW,
  anEntry as plainEntry,
  aSource as plainSource,
  aSubscription as plainSubscription,
} from '../../unit/stages/given.ts'

export { DAY, MINUTE, NOW }

export function aSource(id: string, more: Partial<Source> = {}): Source {
  return plainSource(id, { declaredBy: 'runtime', ...more })
}

export function anEntry(id: string, more: Partial<Entry> = {}): Entry {
  return plainEntry(id, { title: `Title of ${id} 标题`, channels: [], ...more })
}

export function aFingerprint(words: string, more: Partial<Fingerprint> = {}): Fingerprint {
  const titleTerms = [...new Set(words.split(' '))].join(' ')
  return { group: 'latin', titleTerms, summaryTerms: '', facts: [], ...more }
}

export function anOrigin(entry: Entry, more: Partial<Origin> = {}): Origin {
  return {
    publisherId: entry.publisherId,
    publisherName: entry.publisherName,
    reportedAt: entry.reportedAt,
    weight: entry.weight,
    entryId: entry.id,
    ...more,
  }
}

export function aStory(id: string, entry: Entry, more: Partial<Story> = {}): Story {
  return {
    id,
    version: 1,
    title: entry.title,
    language: entry.language,
    leadEntryId: entry.id,
    leadPublisherId: entry.publisherId,
    leadPublisherName: entry.publisherName,
    firstReportedAt: entry.reportedAt,
    lastReportedAt: entry.reportedAt,
    updatedAt: NOW,
    entryCount: 1,
    originCount: 1,
    channels: [],
    listIds: ['top'],
    ...more,
  }
}

export function anEvent(id: string, more: Partial<Event> = {}): Event {
  return { id, type: 'story.created', occurredAt: NOW, listIds: ['top'], payload: `{"id":"${id}"}`, ...more }
}

export function aSubscription(id: string, more: Partial<Subscription> = {}): Subscription {
  return plainSubscription(id, { createdAt: NOW, ...more })
}

/** Founds `story` with `entry`, unless `more` says otherwise. */
export function aPlan(
  entry: Entry,
  story: Story,
  fingerprint: Fingerprint,
  tails: Tails,
  more: Partial<JoinPlan> = {},
): JoinPlan {
  return {
    entry,
    fingerprint,
    tails,
    story,
    expectedVersion: story.version - 1,
    origin: anOrigin(entry),
    heats: [{ listId: 'top', heat: 12.345678901234567 }],
    events: [],
    ttlMs: { story: 30 * DAY, index: 9 * DAY, event: 30 * DAY, publisher: 400 * DAY },
    now: NOW,
    ...more,
  }
}

/** Commits one decision. */
export async function join(stories: Pick<StoryStore, 'joinAll'>, plan: JoinPlan) {
  const [outcome] = await stories.joinAll([plan])
  return outcome
}
