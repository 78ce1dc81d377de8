import { describe, expect, test } from 'vitest'
import { clusterReads } from '../../../src/app/cluster-reads.ts'
import { startSettling } from '../../../src/app/start-settling.ts'
import type { Context } from '../../../src/app.ts'
import { until } from '../../support/redis.ts'
import { openTestSite } from '../../support/test-site.ts'

const DAY = 24 * 3_600_000

/** With what else settling needs; nothing is there that could move. */
function depsOf({ storage, config, now }: Context) {
  return {
    ...clusterReads(storage, config),
    unsettle: (entries: Parameters<typeof storage.unsettled.add>[0]) => storage.unsettled.add(entries, DAY),
    move: async () => 'stale' as const,
    merge: async () => 'stale' as const,
    retell: async () => 'stale' as const,
    deferUpdate: async () => undefined,
    enqueueRank: async () => undefined,
    now,
    lists: config.lists,
  }
}

test('what was taken when settling failed is asked again by the same process', async () => {
  const { context } = openTestSite('start-settling')
  const { storage, now } = context
  const deps = depsOf(context)
  await storage.unsettled.add([{ id: 'one', reportedAt: now() }], DAY)
  const asked: string[][] = []

  const settling = startSettling(context, {
    ...deps,
    async readPlaced(ids) {
      asked.push([...ids])
      if (asked.length === 1) throw new Error('the connection was lost')
      return deps.readPlaced(ids)
    },
  })

  await until(async () => (await storage.unsettled.count()) === 0)
  expect(asked).toEqual([['one'], ['one']])
  await settling.stop(0)
  expect(await storage.unsettled.lease('another', DAY)).toBe(true)
})

test('an entry on which settling breaks again and again keeps no other from being asked', async () => {
  const { context } = openTestSite('start-settling')
  const { storage } = context
  const deps = depsOf(context)
  const ids = ['a', 'broken', 'c']
  await storage.unsettled.add(
    ids.map((id, n) => ({ id, reportedAt: n })),
    DAY,
  )
  const asked: string[] = []

  const settling = startSettling(context, {
    ...deps,
    async readPlaced(taken) {
      asked.push(taken.join(' '))
      if (taken.includes('broken')) throw new TypeError('cannot read this')
      return deps.readPlaced(taken)
    },
  })

  await until(async () => (await storage.unsettled.count()) === 0)
  expect(asked).toEqual(['a broken c', 'a broken c', 'a broken c', 'a', 'broken', 'c'])
  await settling.stop(0)
})

describe('while others are being placed', () => {
  function aBusySite() {
    const { context } = openTestSite('start-settling')
    const queue = { isIdle: false, looks: 0 }
    const isIdle = async () => {
      queue.looks++
      return queue.isIdle
    }
    const busy = { ...context, queues: { ...context.queues, isIdle } }
    const mark = (id: string) => context.storage.unsettled.add([{ id, reportedAt: 1 }], DAY)
    return { context, busy, queue, mark, left: () => context.storage.unsettled.count() }
  }

  test('nobody is asked, and everybody after that', async () => {
    const { context, busy, queue, mark, left } = aBusySite()
    await mark('early')
    const settling = startSettling(busy, depsOf(context), { pauseMs: 10 })
    await until(() => queue.looks > 3)
    expect(await left()).toBe(1)

    queue.isIdle = true

    await until(async () => (await left()) === 0)
    await settling.stop(0)
  })

  test('those that have waited too long are asked all the same', async () => {
    const { context, busy, mark, left } = aBusySite()
    await mark('early')
    const startedAt = performance.now()

    const settling = startSettling(busy, depsOf(context), { pauseMs: 10, patienceMs: 300 })

    await until(async () => (await left()) === 0)
    expect(performance.now() - startedAt).toBeGreaterThan(300)
    await settling.stop(0)
  })
})
