import { expect, inject, test } from 'vitest'
import { type Context, createContext } from '../../../src/app/context.ts'
import { startPoll } from '../../../src/app/start-poll.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import { createMetrics } from '../../../src/metrics.ts'
import { createGuard } from '../../../src/net/guard.ts'
import { createHttpClient } from '../../../src/net/request.ts'
import { publisherId, sourceId } from '../../../src/rules/ids.ts'
import { ok, rss, someItems, startPublisher } from '../../support/publisher/index.ts'
import { removeKeys, uniquePrefix, until } from '../../support/redis.ts'

const SITES = 30

test('a worker whose resolver is dead says so once, blames few, and polls on when it is back', async () => {
  await using publisher = await startPublisher()
  let isDead = false
  let tries = 0
  const guard = createGuard({
    purpose: 'feeds',
    allow: ['127.0.0.0/8'],
    ports: [publisher.port],
    async resolver() {
      tries++
      if (isDead) throw Object.assign(new Error('queryA EAI_AGAIN'), { code: 'EAI_AGAIN' })
      return ['127.0.0.1']
    },
  })
  const client = createHttpClient({ guard, userAgent: 'Tidewire/test (ops@example.com)' })
  const prefix = uniquePrefix('outage')
  const env = { TIDEWIRE_REDIS_URL: inject('redisUrl'), TIDEWIRE_REDIS_PREFIX: prefix }
  const config = loadConfig({ env, cwd: import.meta.dirname })
  const lines: { msg: string }[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const metrics = createMetrics({ process: false })
  const real = createContext(config, { log: createLog(config, { name: 'poll', stream }), metrics })
  const context: Context = Object.create(real, { clients: { value: { ...real.clients, feeds: client } } })
  const { sources } = context.storage
  const up = async () => (await metrics.networkUp.get()).values[0]?.value
  const ids: string[] = []
  const states = async () => (await sources.load(ids)).flatMap((record) => (record ? [record.state] : []))
  const ask = (asked: readonly string[]) => Promise.all(asked.map((id) => sources.pollNow(id, context.now())))
  /** Who was leased when it was asked for is asked for again. */
  const askFailed = async () => {
    const known = await states()
    await ask(ids.filter((_, index) => known[index]?.failureCount !== 0))
    return known.every(({ failureCount }) => failureCount === 0)
  }
  for (let n = 0; n < SITES; n++) {
    const url = publisher.on(`paper${n}.com/rss`, ok(rss(someItems(1, Date.now()))))
    const id = sourceId(url)
    ids.push(id)
    const publisherName = `Paper ${n}`
    const named = { publisherName, publisherId: publisherId(publisherName) }
    const more = { channels: [], weight: 1, status: 'active', declaredBy: 'runtime' } as const
    await sources.declare({ id, url, ...named, ...more }, context.now(), context.now())
  }
  const worker = startPoll(context)
  try {
    await until(async () => (await states()).every(({ lastSucceededAt }) => lastSucceededAt !== undefined))

    isDead = true
    publisher.hangUp()
    await ask(ids)
    await until(async () => (await up()) === 0)
    await until(async () =>
      (await states()).some(({ nextPollReason }) => nextPollReason?.startsWith('own network is down')),
    )
    tries = 0
    await ask(ids)
    await ask(ids)
    await until(() => tries > 3)
    const during = await states()

    isDead = false
    await ask(ids)
    await until(async () => (await up()) === 1)
    await until(askFailed)

    expect(during.filter(({ failureCount }) => failureCount === 1).length).toBe(17)
    expect(during.filter(({ failureCount }) => failureCount > 1)).toEqual([])
    expect(lines.filter(({ msg }) => /network/.test(msg)).map(({ msg }) => msg)).toEqual([
      'the network or resolver of this machine seems to be dead: polls count against no source',
      'the network of this machine works again',
    ])
  } finally {
    await worker.stop(10_000)
    await client.close()
    await removeKeys(real.redis, prefix)
    await real.close()
  }
})
