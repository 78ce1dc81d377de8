import type { Entry, List, Origin, Story } from '../../../src/model/index.ts'
import type { RedisClient } from '../../../src/redis/client.ts'
import { rankKey } from '../../../src/rules/rank/rank-key.ts'
import { independentOrigins } from '../../../src/rules/rank/score.ts'
import { ranksOf } from '../../../src/rules/story/merge-stories.ts'
import { keysOf } from '../../support/redis.ts'
import { LISTS, type StageDesk } from './desk.ts'
import { storiesOf } from './partition.ts'

/** A story with what Redis keeps of it. */
interface Kept {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly entries: readonly Entry[]
}

const MOST = 100_000
/** Of heats: they are sums of powers, and the order of sums is another. */
const ROUNDING = 1e-9

/**
 * What is wrong with the stories of a key space of which nothing has expired: whatever put entries into them, parted them
 * and made them one, they say what their entries say.
 */
export async function troublesOf(
  redis: RedisClient,
  prefix: string,
  desk: Pick<StageDesk, 'storage'>,
  entries: readonly Entry[],
): Promise<string[]> {
  const { stories } = desk.storage
  const holders = await holdersOf(redis, prefix)
  const placed = (await desk.storage.entries.get(entries.map(({ id }) => id))).filter((entry) => !!entry)
  const documents = await stories.readPlaced(entries.map(({ id }) => id))
  const survivorOf = async (id: string | undefined) => (await stories.get(id ?? ''))?.id
  const troubles: string[] = []
  for (const { id, storyId } of placed) {
    const held = [...(holders.get(id) ?? [])]
    const story = await survivorOf(storyId)
    const indexed = await survivorOf(documents.get(id)?.storyId)
    if (held.length !== 1 || held[0] !== story || indexed !== story) {
      troubles.push(`entry ${id} is of ${story}, indexed as of ${indexed}, and held by ${held.join(' ')}`)
    }
  }
  const byId = new Map(placed.map((entry) => [entry.id, entry]))
  const kept: Kept[] = []
  for (const id of new Set([...holders.values()].flatMap((ids) => [...ids]))) {
    const story = await stories.get(id)
    const ids = [...holders].flatMap(([entryId, of]) => (of.has(id) ? [entryId] : []))
    if (story?.id !== id) troubles.push(`story ${id} is gone, and holds ${ids.join(' ')}`)
    else {
      const own = ids.flatMap((each) => byId.get(each) ?? [])
      kept.push({ story, origins: await stories.origins(id), entries: own })
    }
  }
  troubles.push(...kept.flatMap(countTroubles))
  for (const list of LISTS) troubles.push(...(await listTroubles(desk, list, kept)))
  return troubles
}

/** Of each entry the stories that say they hold it. */
async function holdersOf(redis: RedisClient, prefix: string): Promise<Map<string, Set<string>>> {
  const holders = new Map<string, Set<string>>()
  for (const key of await keysOf(redis, prefix)) {
    const [, storyId] = /^\{[^}]*\}:story:([^:]+):entries$/.exec(key) ?? []
    if (storyId === undefined || !key.startsWith(`{${prefix}}`)) continue
    for (const id of await redis.zrange(key, 0, '-1'))
      holders.set(id, (holders.get(id) ?? new Set()).add(storyId))
  }
  return holders
}

function countTroubles({ story, origins, entries }: Kept): string[] {
  const troubles: string[] = []
  const expect = (what: string, got: unknown, wanted: unknown) => {
    const [is, should] = [JSON.stringify(got), JSON.stringify(wanted)]
    if (is !== should) troubles.push(`${what} of story ${story.id} is ${is}, its entries say ${should}`)
  }
  const times = entries.map(({ reportedAt }) => reportedAt)
  expect('entryCount', story.entryCount, entries.length)
  expect('firstReportedAt', story.firstReportedAt, Math.min(...times))
  expect('lastReportedAt', story.lastReportedAt, Math.max(...times))
  expect('originCount', story.originCount, independentOrigins(origins))
  expect('channels', [...story.channels].sort(), [...new Set(entries.flatMap((e) => e.channels))].sort())
  const byPublisher = Object.entries(Object.groupBy(entries, ({ publisherId }) => publisherId))
  const reports = byPublisher.map(([publisherId, own = []]) => [
    publisherId,
    Math.min(...own.map(({ reportedAt }) => reportedAt)),
    Math.max(...own.map(({ weight }) => weight)),
  ])
  expect(
    'origins',
    origins.map((origin) => [origin.publisherId, origin.reportedAt, origin.weight]),
    reports.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
  if (!entries.some(({ id, title }) => id === story.leadEntryId && title === story.title)) {
    troubles.push(
      `story ${story.id} is led by ${story.leadEntryId}, “${story.title}”, which it does not hold`,
    )
  }
  return troubles
}

async function listTroubles(
  { storage }: Pick<StageDesk, 'storage'>,
  list: List,
  kept: readonly Kept[],
): Promise<string[]> {
  const troubles: string[] = []
  const ranked = new Map((await storage.lists.top(list.id, MOST)).map(({ storyId, heat }) => [storyId, heat]))
  for (const { story, origins } of kept) {
    const isRanked = ranksOf(story, origins, [list]).length > 0
    const [heat, wanted] = [ranked.get(story.id), isRanked ? rankKey(list, origins) : undefined]
    ranked.delete(story.id)
    if (heat === wanted || Math.abs((heat ?? NaN) - (wanted ?? NaN)) < ROUNDING) continue
    troubles.push(`list ${list.id} ranks story ${story.id} by ${heat}, its origins say ${wanted}`)
  }
  return [...troubles, ...[...ranked.keys()].map((id) => `list ${list.id} ranks ${id}, which is no story`)]
}

/** Stories that events tell to be parted or made one though none of their entries is to be told of. */
export async function toldOfSilent(
  { storage }: Pick<StageDesk, 'storage'>,
  entries: readonly Entry[],
): Promise<string[]> {
  const stories = await storiesOf({ storage }, entries)
  const loud = new Set(entries.flatMap((entry, at) => (entry.announcement === 'silent' ? [] : stories[at])))
  await storage.outbox.ensureGroup()
  const items = await storage.outbox.read('invariants', { count: MOST, blockMs: 0 })
  const told = items.filter(({ type }) => type === 'story.split' || type === 'story.merged')
  const payloads = await Promise.all(told.map(({ eventId }) => storage.outbox.payload(eventId)))
  const ids = payloads.map((event) => JSON.parse(event?.payload ?? '{}').data.story.id as string)
  const now = await storage.stories.getMany(ids)
  return told.flatMap(({ type }, at) => (loud.has(now[at]?.id ?? '') ? [] : `${type} tells of ${ids[at]}`))
}
