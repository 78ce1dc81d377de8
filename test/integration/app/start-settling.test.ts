import { expect, inject, onTestFinished, test } from 'vitest'
import { clusterReads } from '../../../src/app/cluster-reads.ts'
import { startSettling } from '../../../src/app/start-settling.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { removeKeys, uniquePrefix, until } from '../../support/redis.ts'

const DAY = 24 * 3_600_000

function aContext() {
  const prefix = uniquePrefix('start-settling')
  const written = writeSettings(settingsOf({ redis: { url: inject('redisUrl'), prefix } }))
  const context = contextOf(written.file)
  onTestFinished(async () => {
    written.remove()
    await removeKeys(context.redis, prefix)
    await context.close()
  })
  return context
}

test('what was taken when settling failed is asked again by the same process', async () => {
  const context = aContext()
  const { storage, config, now } = context
  const reads = clusterReads(storage, config)
  await storage.unsettled.add([{ id: 'one', reportedAt: now() }], DAY)
  const asked: string[][] = []

  const settling = startSettling(context, {
    ...reads,
    async readPlaced(ids) {
      asked.push([...ids])
      if (asked.length === 1) throw new Error('the connection was lost')
      return reads.readPlaced(ids)
    },
    unsettle: (entries) => storage.unsettled.add(entries, DAY),
    move: async () => 'stale',
    merge: async () => 'stale',
    deferUpdate: async () => undefined,
    enqueueRank: async () => undefined,
    now,
    lists: config.lists,
  })

  await until(async () => (await storage.unsettled.count()) === 0)
  expect(asked).toEqual([['one'], ['one']])
  await settling.stop(0)
  expect(await storage.unsettled.lease('another', DAY)).toBe(true)
})
