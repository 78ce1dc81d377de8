import type { Candidate } from '../model/index.ts'
import { indexFields } from '../model/index-fields.ts'
import { INDEX_BUCKET_MS, indexBucket, type Keys } from '../redis/keys.ts'
import type { ScriptCall } from '../redis/scripts.ts'
import { placeOf } from './document-place.ts'
import { packDocument } from './pack-document.ts'
import { CHUNK_DOZENS, CHUNKS, POSTING_CAP } from './postings.ts'
import { ENTRY_CAP, type JoinPlan, writtenEvent } from './story-plans.ts'

/** The newest entries of a publisher: what its page and its feeds show. */
const PUBLISHER_ENTRY_CAP = 100
/**
 * Records of publishers that a source which aggregates may begin on one day: it could make up as many as it likes, and
 * each is kept for a year. Reports of the others count all the same; their publishers have no page, until another day.
 */
const BEGUN_PUBLISHERS_CAP = 200
const DAY_MS = 86_400_000

/**
 * The call of `join-stories.lua` that commits these plans. They are of one program: what it keeps for how long is told
 * once.
 */
export function joinCall(
  keys: Keys,
  plans: readonly JoinPlan[],
  { ttlMs }: Pick<JoinPlan, 'ttlMs'>,
): ScriptCall {
  const all = {
    storyTtl: String(ttlMs.story),
    indexTtl: String(ttlMs.index),
    eventTtl: String(ttlMs.event),
    publisherTtl: String(ttlMs.publisher),
    postingCap: String(POSTING_CAP),
    chunkDozens: String(CHUNK_DOZENS),
    chunks: String(CHUNKS),
    entryCap: String(ENTRY_CAP),
    publisherCap: String(PUBLISHER_ENTRY_CAP),
    begunCap: String(BEGUN_PUBLISHERS_CAP),
  }
  const places = new Map([keys.outbox(), keys.changedStories()].map((key, at) => [key, at + 1]))
  const placeOfKey = (key: string): number => {
    const place = places.get(key) ?? places.size + 1
    places.set(key, place)
    return place
  }
  const args = plans.flatMap((plan) => argsOf(keys, plan, placeOfKey))
  return { keys: [...places.keys()], args: [JSON.stringify(all), ...args] }
}

/** What a plan commits, with its keys by their places among those of all. */
function argsOf(keys: Keys, plan: JoinPlan, placeOfKey: (key: string) => number): string[] {
  const { entry, story, fingerprint, tails, tallies = [] } = plan
  const isCarried = tallies.length > 0 && entry.carriedBy !== undefined
  const bucket = indexBucket(entry.reportedAt)
  if (tails.bucket !== bucket || tails.group !== fingerprint.group) {
    throw new TypeError(`tails of entry ${entry.id} were read for another group or time`)
  }
  const around = [bucket - 1, bucket, bucket + 1]
  const own = [
    keys.story(story.id),
    keys.storyEntries(story.id),
    keys.storyOrigins(story.id),
    keys.entry(entry.id),
    ...around.map((each) => keys.postings(fingerprint.group, each)),
    ...around.map((each) => keys.documents(fingerprint.group, each)),
    keys.reportTimes(fingerprint.group, bucket),
    ...plan.heats.map(({ listId }) => keys.heat(listId)),
    ...plan.events.map(({ id }) => keys.event(id)),
    ...tallies.map(({ publisherId }) => keys.publisher(publisherId)),
    ...(tallies.length > 0 ? [keys.publisherEntries(entry.publisherId)] : []),
    ...(isCarried ? [keys.begunPublishers(Math.floor(plan.now / DAY_MS))] : []),
  ]
  const written = {
    keys: own.map(placeOfKey),
    entryId: entry.id,
    contentHash: entry.contentHash,
    reportedAt: String(entry.reportedAt),
    sinceBucket: entry.reportedAt - bucket * INDEX_BUCKET_MS + 1,
    publisherId: entry.publisherId,
    expectedVersion: String(plan.expectedVersion),
    version: String(story.version),
    storyId: story.id,
    place: placeOf(tails),
    fields: tails.indexed ?? indexFields(fingerprint),
    state: tails.state,
    heats: plan.heats.map(({ heat }) => String(heat)),
    events: plan.events.map(writtenEvent),
    tallies: tallies.map(({ publisherName, counts }) => ({
      name: publisherName,
      counts: Object.entries(counts).flatMap(([field, by]) => [field, String(by)]),
    })),
    ...(isCarried && { carrier: entry.sourceId }),
    isFull: story.entryCount > ENTRY_CAP,
    now: String(plan.now),
  }
  return [
    JSON.stringify(written),
    JSON.stringify({ fields: tails.fields, counts: tails.counts }),
    JSON.stringify(story),
    JSON.stringify(plan.origin),
    packDocument(candidateOf(plan)),
  ]
}

/** What the index keeps of the entry. */
export function candidateOf({ entry, story, fingerprint, grounds }: JoinPlan): Candidate {
  const { id: entryId, publisherId, reportedAt } = entry
  const candidate = { entryId, storyId: story.id, publisherId, reportedAt, fingerprint }
  return grounds ? { ...candidate, grounds } : candidate
}
