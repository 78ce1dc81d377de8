import { describe, expect, inject, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/rules/durations.ts'
import {
  type DocumentItem,
  NOW,
  ok,
  openDesk,
  type PollDesk,
  rss,
  someItems,
} from '../../support/publisher/index.ts'
import { until } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'news')

/** The same items, a minute apart, so that all of them are within the window of stories. */
function everyMinute(items: readonly DocumentItem[]): DocumentItem[] {
  const newestAt = items[0]?.publishedAt ?? NOW
  return items.map((item, n) => ({ ...item, publishedAt: newestAt - n * MINUTE }))
}

/** Of all entries that are kept, how many are announced, silent and stored. */
async function announcements(desk: PollDesk): Promise<Record<string, number>> {
  const entries = await desk.storage.entries.get(desk.clustered)
  const counts: Record<string, number> = {}
  for (const entry of entries) {
    const word = entry?.announcement ?? 'absent'
    counts[word] = (counts[word] ?? 0) + 1
  }
  return counts
}

describe('a document', () => {
  test('P36: of 5,000 items has its newest thousand taken, and the others counted', async () => {
    await using it = await openDesk(space)
    const items = Array.from({ length: 5000 }, (_, n) => ({
      title: `Report ${n}`,
      guid: `r${n}`,
      publishedAt: NOW - (5000 - n) * MINUTE,
    }))
    await it.desk.declare(it.publisher.on('/feed', ok(rss(items))))

    const [line] = await it.desk.pollDue()

    expect(line?.admission).toMatchObject({ stored: 1000 })
    expect(line?.warnings).toContainEqual(expect.stringContaining('4000 older entries'))
    const kept = await it.desk.storage.entries.get(it.desk.clustered)
    const oldest = Math.min(...kept.map((entry) => entry?.publishedAt ?? 0))
    expect(oldest).toBe(NOW - 1000 * MINUTE)
  })

  test('P40: of fifty items, the first of its source, has twenty announced', async () => {
    await using it = await openDesk(space)
    await it.desk.declare(it.publisher.on('/feed', ok(rss(someItems(50, NOW)))))

    await it.desk.pollDue()

    expect(await announcements(it.desk)).toEqual({ announced: 20, silent: 30 })
  })

  test('P39: that brings up six hundred posts of four years ago makes no news of them', async () => {
    await using it = await openDesk(space)
    const old = Array.from({ length: 600 }, (_, n) => ({
      title: `Post ${n} of long ago`,
      guid: `old-${n}`,
      publishedAt: NOW - 4 * 365 * DAY - n * HOUR,
    }))
    const url = it.publisher.on('/feed', ok(rss(someItems(3, NOW))), ok(rss([...old, ...someItems(3, NOW)])))
    await it.desk.declare(url)
    await it.desk.pollDue()
    const before = new Set(it.desk.clustered)

    const [line] = await it.desk.runUntil(NOW + 31 * MINUTE)

    expect(line?.admission).toMatchObject({ stored: 600 })
    expect(new Set(it.desk.clustered)).toEqual(before)
    expect(await it.desk.events()).toEqual([])
  })

  test('P38: with an item of 1970 tells nobody of it, and one without a date keeps the moment it was first seen', async () => {
    await using it = await openDesk(space)
    const known = someItems(3, NOW)
    const odd: DocumentItem[] = [
      { title: 'Older than the web', guid: 'epoch', publishedAt: 0 },
      { title: 'At some time or other', guid: 'undated' },
    ]
    const url = it.publisher.on(
      '/feed',
      ok(rss(known)),
      ok(rss([...odd, ...known])),
      ok(rss([...odd, ...known], { title: 'Other bytes' })),
    )
    await it.desk.declare(url)
    await it.desk.pollDue()
    const before = new Set(it.desk.clustered)

    await it.desk.runUntil(NOW + 31 * MINUTE)
    const seenAt = NOW + 30 * MINUTE
    const ids = [...new Set(it.desk.clustered)].filter((id) => !before.has(id))
    await it.desk.runUntil(NOW + 62 * MINUTE)

    const entries = await it.desk.storage.entries.get(ids)
    const told = entries.map((entry) => [entry?.title, entry?.announcement, entry?.reportedAt]).sort()
    expect(told).toEqual([
      ['At some time or other', 'announced', seenAt],
      ['Older than the web', 'silent', seenAt],
    ])
    expect([...new Set(it.desk.clustered)].filter((id) => !before.has(id)).sort()).toEqual(ids.sort())
  })

  test('P41: that still has an item which retention took out does not make it new; new content under its id does', async () => {
    await using it = await openDesk(space)
    const [item] = someItems(1, NOW) as [DocumentItem]
    const url = it.publisher.on(
      '/feed',
      ok(rss([item])),
      ok(rss([item], { title: 'The same, another headline' })),
      ok(rss([{ ...item, title: 'Something else altogether' }])),
    )
    await it.desk.declare(url)
    await it.desk.pollDue()
    const id = it.desk.clustered[0] as string
    await space.redis.del(it.desk.storage.keys.entry(id))

    const [same] = await it.desk.runUntil(NOW + 31 * MINUTE)
    const [changed] = await it.desk.runUntil(NOW + 62 * MINUTE)

    expect(same?.admission).toMatchObject({ stored: 0, changed: 0 })
    expect((changed?.admission?.stored ?? 0) + (changed?.admission?.changed ?? 0)).toBe(1)
    expect(await it.desk.storage.entries.get([id])).toMatchObject([{ title: 'Something else altogether' }])
  })

  test('P43: of 41 new and 124 changed items, read again by a worker that starts at midnight, is old', async () => {
    const night = Date.UTC(2026, 2, 4, 23, 0)
    await using it = await openDesk(space, { startAt: night })
    const first = everyMinute(someItems(124, night - HOUR, 'known'))
    const second = [
      ...everyMinute(someItems(41, night, 'fresh')),
      ...first.map((item) => ({ ...item, title: `${item.title}, corrected` })),
    ]
    await it.desk.declare(
      it.publisher.on('/feed', ok(rss(first)), ok(rss(second)), ok(rss(second, { title: 'Other bytes' }))),
    )
    await it.desk.pollDue()

    const [batch] = await it.desk.runUntil(night + 31 * MINUTE)
    const sent = new Set(it.desk.clustered)
    it.clock.set(Date.UTC(2026, 2, 5, 0, 0, 1))
    const anew = it.another()
    const again = await anew.runUntil(it.clock.now() + HOUR)

    expect(batch?.admission).toMatchObject({ stored: 41, changed: 124 })
    expect(again[0]).toMatchObject({ outcome: 'changed', admission: { stored: 0, changed: 0 } })
    // Nothing placed them between the two; what is handed on again is handed on under the same ids.
    expect(sent.size).toBe(165)
    expect(anew.clustered.filter((id) => !sent.has(id))).toEqual([])
    expect(await it.desk.events()).toEqual([])
  })
})

test('P65: a publisher that does not answer holds up none of the others, be it of one batch', async () => {
  await using it = await openDesk(space, { perHost: 2, perHostMinute: 120 })
  const { publisher, desk } = it
  const slow = await desk.declare(publisher.on('slow.example.com/rss', { manner: 'silence' }), {}, NOW - DAY)
  for (let n = 0; n < 40; n++) {
    await desk.declare(publisher.on(`site${n}.example/rss`, ok(rss(someItems(1, NOW)))))
  }

  const polling = desk.pollDue()
  await until(() => desk.reports.length === 40)
  const meanwhile = desk.outcomes(slow.id)
  publisher.hangUp()
  await polling

  expect(meanwhile).toEqual([])
  expect(desk.outcomes(slow.id)).toEqual(['failed'])
})
