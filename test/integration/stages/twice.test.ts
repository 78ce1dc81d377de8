import { describe, expect, inject, test } from 'vitest'
import { assertBoundedKeys } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFeed, aSubscription, createStageDesk, LISTS, SECRET, type StageDesk } from './desk.ts'
import { dumpKeys } from './dump.ts'

const space = openSpace({ url: inject('redisUrl') }, 'twice')

const FEEDS = {
  alpha: aFeed('alpha', [
    'Volcano erupts near Grindavik, town evacuated',
    'Parliament passes the pension reform',
  ]),
  bravo: aFeed('bravo', [
    'Town evacuated as volcano erupts near Grindavik',
    'Ferry runs aground off Naxos island',
  ]),
  charlie: aFeed('charlie', [
    'Volcano erupts near Grindavik, town evacuated',
    '国务院决定取消下放一批行政许可事项',
  ]),
}

function openDesk(): { desk: StageDesk; dump: () => Promise<Record<string, unknown>>; prefix: string } {
  const prefix = space.innerPrefix()
  const dump = async () => {
    const keys = await dumpKeys(space.redis, prefix)
    // An attempt pays its share of the target's minute when it begins, whatever becomes of it.
    const { 'target:target': _, ...rest } = keys
    return rest
  }
  return { desk: createStageDesk(space.redis, prefix, FEEDS), dump, prefix }
}

const STAGES = ['poll', 'cluster', 'rank', 'publish', 'fan-out', 'deliver'] as const
type Stage = (typeof STAGES)[number]

/** Runs the pipeline stage by stage; `around` gets each stage's run to do with as it likes. */
async function runAll(desk: StageDesk, around: (stage: Stage, run: () => Promise<unknown>) => Promise<void>) {
  await desk.storage.subscriptions.add(aSubscription())
  const leases = await desk.open()
  const runs: Record<Stage, () => Promise<unknown>> = {
    poll: () => desk.poll(leases),
    cluster: () => desk.cluster(desk.queued.cluster),
    async rank() {
      for (const list of LISTS) await desk.rank(list.id)
    },
    async publish() {
      for (const list of LISTS) await desk.publish(list.id)
    },
    'fan-out': desk.fanOut,
    async deliver() {
      for (const id of desk.queued.deliver) await desk.deliver(id)
    },
  }
  for (const stage of STAGES) await around(stage, runs[stage])
}

const once = async (_stage: Stage, run: () => Promise<unknown>) => {
  await run()
}

test.each(STAGES)('%s run twice leaves what it left the first time', async (twice) => {
  const { desk, dump } = openDesk()
  let [first, second]: Record<string, unknown>[] = []

  await runAll(desk, async (stage, run) => {
    await run()
    if (stage !== twice) return
    first = await dump()
    await run()
    second = await dump()
  })

  expect(Object.keys(first ?? {}).length).toBeGreaterThan(10)
  expect(second).toEqual(first)
})

describe('a run that dies and runs again', () => {
  const steps: [Stage, string][] = [
    ['poll', 'after admit'],
    ['poll', 'before enqueueCluster'],
    ['poll', 'after enqueueCluster'],
    ['poll', 'after finishPoll'],
    ['cluster', 'after join'],
    ['cluster', 'before enqueueRank'],
    ['cluster', 'after enqueueRank'],
    ['rank', 'before freeze'],
    ['rank', 'after freeze'],
    ['rank', 'after enqueuePublish'],
    ['publish', 'before storeFeeds'],
    ['publish', 'after storeFeeds'],
    ['fan-out', 'after openDeliveries'],
    ['fan-out', 'before acknowledge'],
    ['fan-out', 'after acknowledge'],
    ['deliver', 'before post'],
    ['deliver', 'before record'],
    ['deliver', 'after record'],
  ]

  test.each(steps)('%s, killed %s, leaves what a run in one piece leaves', async (dying, at) => {
    const whole = openDesk()
    await runAll(whole.desk, once)
    const { desk, dump } = openDesk()

    await runAll(desk, async (stage, run) => {
      if (stage === dying) await desk.dying(at, run)
      await run()
    })

    expect(await dump()).toEqual(await whole.dump())
    expect(new Set(desk.posts.map(({ eventId }) => eventId))).toEqual(
      new Set(whole.desk.posts.map(({ eventId }) => eventId)),
    )
    // Only a crash between the answer and its record may send again, and under the same id.
    const resent = desk.posts.length - whole.desk.posts.length
    expect(resent).toBe(at === 'before record' ? 1 : 0)
  })
})

describe('a full run', () => {
  test('every key it leaves has a TTL or an owner', async () => {
    const { desk, prefix } = openDesk()

    await runAll(desk, once)

    await expect(assertBoundedKeys(space.redis, prefix)).resolves.toBeUndefined()
    expect(desk.posts.length).toBeGreaterThan(5)
  })

  test('the secret of a subscription is in the subscription and nowhere else', async () => {
    const { desk, dump } = openDesk()

    await runAll(desk, once)

    const holders = Object.entries(await dump()).filter(([, value]) => JSON.stringify(value).includes(SECRET))
    expect(holders.map(([key]) => key)).toEqual(['subscription:hook'])
  })

  test('nothing a publisher or receiver wrote becomes a part of a key', async () => {
    const { desk, dump } = openDesk()

    await runAll(desk, once)

    expect(Object.keys(await dump()).filter((key) => !/^[\w:.-]+$/.test(key))).toEqual([])
  })
})

test('an edition never changes once it has its number', async () => {
  const { desk } = openDesk()
  await runAll(desk, once)
  const first = await desk.storage.editions.get('world', 1)
  const [story] = first?.items ?? []

  // A correction of the leading title, then a ranking.
  const [entry] = await desk.storage.entries.get(desk.queued.cluster)
  const corrected = { ...entry!, title: `${entry?.title} (corrected)`, contentHash: 'corrected' }
  await desk.storage.entries.admit([corrected], { ttlMs: 1_000_000 })
  await desk.cluster([corrected.id])
  const report = await desk.rank('world')

  expect(story).toBeDefined()
  expect(report).toMatchObject({ outcome: 'frozen', editionNumber: 2 })
  expect(await desk.storage.editions.get('world', 1)).toEqual(first)
  const second = await desk.storage.editions.latest('world')
  expect(second?.items.some(({ title }) => title.endsWith('(corrected)'))).toBe(true)
  expect(second?.items.map(({ storyId }) => storyId).sort()).toEqual(
    first?.items.map(({ storyId }) => storyId).sort(),
  )
})
