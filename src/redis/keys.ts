import type { ListId } from '../model/list.ts'

/** Width of an index bucket: postings of one bucket expire together. */
export const INDEX_BUCKET_MS = 3 * 24 * 60 * 60 * 1000

/**
 * The only builder of Redis keys. Everything but the queues shares one hash tag, so that every script is
 * atomic on a cluster; each BullMQ queue has a tag of its own, so that queues spread over the nodes.
 * Ids in keys are hashes, slugs or numbers, never a user's text.
 */
export function createKeys(prefix = 'tw') {
  const root = `{${prefix}}`
  return {
    root,
    /** string: format of the data, a number; owner: the program, which raises it (`store/data-format.ts`) */
    format: () => `${root}:format`,
    /** string: names these data for as long as they are there; owner: the first program (`store/data-format.ts`) */
    dataId: () => `${root}:data-id`,
    /** BullMQ `prefix` of a queue; BullMQ appends `:<queue name>:…`. */
    queuePrefix: (queue: string) => `{${prefix}:${queue}}`,

    // Sources. Owner: the operator; removed with the source.
    /** hash bucket → how many sources are in it, and their `total` */
    sources: () => `${root}:sources`,
    /** hash rest of the source id → the source, packed (`store/source-records.ts`) */
    sourcesIn: (bucket: string) => `${root}:sources:in:${bucket}`,
    /** hash id of an address → the source that has moved there; checked against the source when read */
    aliases: () => `${root}:sources:aliases`,
    /** zset slot → time before which nothing in it is due, epoch ms */
    due: () => `${root}:sources:due`,
    /** zset slot of a source that an operator asked for → when; emptied by claims, TTL: a day */
    urgent: () => `${root}:sources:urgent`,
    /** hash source id → host, ms after the slot's begin; a source that is leased is in none */
    dueIn: (slot: number) => `${root}:sources:due:${slot}`,
    /** zset source id → lease end, epoch ms */
    leases: () => `${root}:sources:leases`,
    /** hash host → sources of that host leased now */
    hostLoad: () => `${root}:sources:host-load`,
    /** hash host → until when what was leased of it is paid for, epoch ms; one hash a minute, TTL: minutes */
    hostPaid: (minute: number) => `${root}:sources:host-paid:${minute}`,

    /** hash: how far the requests of a batch of leases have gone; TTL: that of its leases and a minute */
    begunBatch: (batch: string) => `${root}:sources:begun:${batch}`,
    /** string: ids of what may have been asked of all that is leased until then (epoch ms); TTL: minutes after that */
    begunUntil: (leaseUntil: number) => `${root}:sources:begun-until:${leaseUntil}`,

    /** string: what was acknowledged before it was written is there while it is; TTL: as long as a lease */
    witness: (id: string) => `${root}:sources:witness:${id}`,

    /** stream of polls, field `row`; TTL, and trimmed by number and age */
    journal: () => `${root}:journal`,
    /** string JSON, by politeness group; TTL: a week after it was last learned from */
    pace: (groupId: string) => `${root}:pace:${groupId}`,

    // Enrolments at hubs. Owner: the source; a leaving one and what is counted per hub have a TTL.
    /** hash: `enrolment` JSON, `revision`, counts */
    enrolment: (token: string) => `${root}:enrolment:${token}`,
    /** hash source id → `<token>|<live until>|<target>|<hub id>`: what polling needs to know */
    standings: () => `${root}:enrolments:standings`,
    /** zset `<hub id>:<token>` → next step, epoch ms; moved forward by a lease */
    enrolmentsDue: () => `${root}:enrolments:due`,
    /** zset hub id → when it was asked last, epoch ms; TTL: hours */
    hubsAsked: () => `${root}:enrolments:asked`,
    /** hash: entries `pushed`, `missed`; TTL: a month after the last */
    hub: (hubId: string) => `${root}:hub:${hubId}`,
    /** hash: a pushed document until a worker has read it; TTL: a day */
    push: (id: string) => `${root}:push:${id}`,

    // Entries and stories. TTL: retention.
    /** hash */
    entry: (id: string) => `${root}:entry:${id}`,
    /** hash */
    story: (id: string) => `${root}:story:${id}`,
    /** zset entry id → reported at */
    storyEntries: (id: string) => `${root}:story:${id}:entries`,
    /** hash publisher id → origin JSON */
    storyOrigins: (id: string) => `${root}:story:${id}:origins`,

    /** stream of stories that have changed, `<id> <version>` of each; trimmed by number; TTL: retention */
    changedStories: () => `${root}:stories:changed`,
    /** zset story id → when to tell that its title changed, epoch ms; TTL: a day */
    storyUpdates: () => `${root}:stories:updates`,

    // Publishers. TTL: retention of daily editions after the last report.
    /** hash: `name`, `title` and the source it is `titleOf`, counts by field (`rules/rank/publisher-tally.ts`) */
    publisher: (id: string) => `${root}:publisher:${id}`,
    /** zset entry id → reported at; trimmed to the newest */
    publisherEntries: (id: string) => `${root}:publisher:${id}:entries`,
    /** hash source that aggregates → records of publishers it has begun on a day since 1970; TTL: two days */
    begunPublishers: (day: number) => `${root}:publishers:begun:${day}`,
    /** hash: `nextAt` epoch ms, and of an icon that was found `type`, `bytes`, `fetchedAt`; TTL: 60 days */
    publisherIcon: (id: string) => `${root}:publisher:${id}:icon`,
    /** hash publisher id → addresses its icon may be at, JSON; bounded, TTL: a week */
    wantedIcons: () => `${root}:publishers:icons`,

    // Index, one bucket of three days each. TTL: story window and two buckets.
    /** hash `w:<term>`, `u:<url key>` or `t:<title key>` → how many documents, then numbers of the newest; `<chunk>:<field>`, all of a chunk of them; four bytes each */
    postings: (group: string, bucket: number) => `${root}:index:${group}:${bucket}:postings`,
    /** hash number of the document, four bytes → document JSON (`store/pack-document.ts`) */
    documents: (group: string, bucket: number) => `${root}:index:${group}:${bucket}:documents`,
    /** string, of the documents by number when they were reported: ms since the bucket began, and one; four bytes each */
    reportTimes: (group: string, bucket: number) => `${root}:index:${group}:${bucket}:times`,

    // Entries that may belong elsewhere, since another has come that was reported before them. TTL: that of the index.
    /** zset entry id → reported at: to be asked again, in this order */
    unsettled: () => `${root}:unsettled`,
    /** zset, the same: being asked again by whoever holds the lease */
    settling: () => `${root}:unsettled:settling`,
    /** string: who asks again; TTL: its lease */
    settler: () => `${root}:unsettled:settler`,

    // Stories of one event in several languages. TTL: that of stories, and of the index.
    /** hash story id → Translation JSON */
    translations: (id: string) => `${root}:story:${id}:translations`,
    /** hash anchor → `<count>|<newest document numbers>`, one bucket of three days */
    anchors: (bucket: number) => `${root}:anchors:${bucket}`,
    /** hash: document number → JSON, `s:<story id>` → number, `#` → how many */
    anchoredStories: (bucket: number) => `${root}:anchors:${bucket}:stories`,

    // Lists. Owner: the configuration; bounded by trimming.
    /** zset story id → heat */
    heat: (list: ListId) => `${root}:list:${list}:heat`,
    /** hash: `number`, `head` (ListHead JSON) */
    head: (list: ListId) => `${root}:list:${list}:head`,
    /** zset edition number → frozen at; trimmed to the retention */
    editions: (list: ListId) => `${root}:list:${list}:editions`,
    /** the same, of the last edition of each hour */
    hourly: (list: ListId) => `${root}:list:${list}:editions:hourly`,
    /** the same, of the last edition of each day */
    daily: (list: ListId) => `${root}:list:${list}:editions:daily`,
    /** hash story id → DayItem JSON, while the day lasts; TTL: retention of daily editions */
    day: (list: ListId, date: string) => `${root}:list:${list}:day:${date}`,
    /** string, deflated JSON of a ListDay; the same TTL */
    closedDay: (list: ListId, date: string) => `${root}:list:${list}:day:${date}:closed`,
    /** hash start of a step, epoch ms → story ids by rank; TTL: retention of stories */
    ranks: (list: ListId, date: string) => `${root}:list:${list}:ranks:${date}`,
    /** string, deflated JSON; TTL by what it is to the archive */
    edition: (list: ListId, number: number) => `${root}:list:${list}:edition:${number}`,
    /** hash: rendered bytes with their headers */
    feed: (list: ListId, format: string) => `${root}:list:${list}:feed:${format}`,

    // Events. TTL of payloads: retention of events; the stream is emptied by acknowledging.
    outbox: () => `${root}:outbox`,
    event: (id: string) => `${root}:event:${id}`,

    // Subscriptions and deliveries. Owner of a subscription: whoever added it; deliveries have a TTL.
    subscriptions: () => `${root}:subscriptions`,
    subscription: (id: string) => `${root}:subscription:${id}`,
    /** zset delivery id → created at; trimmed to the retention */
    subscriptionDeliveries: (id: string) => `${root}:subscription:${id}:deliveries`,
    /** zset delivery id → lease end, epoch ms */
    lane: (subscriptionId: string) => `${root}:subscription:${subscriptionId}:lane`,
    /** hash: how far attempts at a host are paid for, of all subscriptions; TTL: an hour */
    target: (groupId: string) => `${root}:target:${groupId}`,
    /** the same as a lane, of all subscriptions at that host */
    targetLane: (groupId: string) => `${root}:target:${groupId}:lane`,
    delivery: (id: string) => `${root}:delivery:${id}`,
    /** zset pending delivery id → next attempt, epoch ms */
    deliveriesDue: () => `${root}:deliveries:due`,

    // Followers of our own hub. TTL: the lease they were given; an intent that nobody confirms goes within the hour.
    /** hash: `callback`, `listId`, `format`, `secret`, `followsUntil`, `hasEtag`, `failureCount`, `intent` JSON */
    follower: (id: string) => `${root}:follower:${id}`,
    /** zset follower id → when its hash ends, epoch ms: how many there are */
    followers: () => `${root}:followers`,
    /** zset follower id → end of its lease */
    followersOf: (list: ListId) => `${root}:followers:of:${list}`,
    /** zset follower id → when there is something to do for it */
    followersDue: () => `${root}:followers:due`,
    /** zset follower id → end of the time for which a worker has it */
    followersTaken: () => `${root}:followers:taken`,

    /** Pub/sub channel on which web processes hear of new editions: `<list id> <number>` */
    live: () => `${root}:live`,
    /** hash counter name → total, for the operator */
    counters: () => `${root}:counters`,
  }
}

/** Sources whose ids begin alike lie in one bucket: thirty in each of 32,768 when there are a million. */
export function sourceBucket(id: string): string {
  return id.slice(0, 3)
}

/** Slots of the due set: as `due-slots.lua` has it. */
export const DUE_SLOT_MS = 500

export function dueSlot(time: number): number {
  return Math.floor(time / DUE_SLOT_MS)
}

/** As `claim-due-sources.lua` has it. */
export function minuteOf(time: number): number {
  return Math.floor(time / 60_000)
}

export type Keys = ReturnType<typeof createKeys>

export function indexBucket(time: number): number {
  return Math.floor(time / INDEX_BUCKET_MS)
}
