import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { startWorker } from '../support/processes.ts'
import { type HoldingServer, startHoldingServer } from '../support/processes-hold.ts'
import { contextOf, settingsOf, writeSettings } from '../support/processes-settings.ts'
import { removeKeys, uniquePrefix, until } from '../support/redis.ts'

const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>Slow Times</title>
<item><guid>1</guid><title>Harbour bridge of Northgate reopens after repairs</title><link>http://slow.example/1</link></item>
</channel></rss>`

const servers: HoldingServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

test('polling.concurrency bounds the fetches of a worker, however many sources it has leased; what it never asked is due again when it leaves', async () => {
  for (let n = 0; n < 6; n++) servers.push(await startHoldingServer())
  const waiting = () => servers.reduce((sum, server) => sum + server.waiting(), 0)
  const asked = () => servers.reduce((sum, server) => sum + server.requests.length, 0)
  const prefix = uniquePrefix('fetching')
  const written = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sources: servers.map(({ url }, n) => ({ url, publisher: `Slow Times ${n}` })),
      sections: {
        // Longer than the test: what has been asked is not due again before the end.
        polling: {
          concurrency: 2,
          batchSize: 2,
          claimEvery: '100ms',
          timeout: '30s',
          minInterval: '1h',
          defaultInterval: '1h',
          maxInterval: '2h',
        },
        shutdown: { grace: '500ms' },
      },
    }),
  )
  const context = contextOf(written.file)
  const stats = () => context.storage.sources.dueStats(Date.now())
  onTestFinished(async () => {
    written.remove()
    await removeKeys(context.redis, prefix)
    await context.close()
  })
  const worker = startWorker('poll', written.file)
  onTestFinished(() => worker.kill9())
  await worker.started

  await until(async () => waiting() === 2 && (await stats()).leased === 6)
  // Batches that came later are under way too: had they asked, they would wait here.
  await until(async () => (await context.queues.counts()).poll.active === 3)
  expect(asked()).toBe(2)

  for (const server of servers) if (server.waiting() > 0) server.answer(200, RSS, 'application/rss+xml')
  await until(() => waiting() === 2 && asked() === 4)

  expect(await worker.stop()).toBe(0)
  expect(asked()).toBe(4)
  expect(await stats()).toMatchObject({ due: 2, leased: 0 })
})

test('sources of one host follow each other at once, not at the next look at the clock', async () => {
  const server = await startHoldingServer()
  servers.push(server)
  server.answer(200, RSS, 'application/rss+xml')
  const prefix = uniquePrefix('following')
  const written = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sources: [1, 2, 3].map((n) => ({ url: `${server.url}${n}`, publisher: `Slow Times ${n}` })),
      sections: { polling: { perHost: 1, perHostMinute: 1_000_000, claimEvery: '60s' } },
    }),
  )
  const context = contextOf(written.file)
  onTestFinished(async () => {
    written.remove()
    await removeKeys(context.redis, prefix)
    await context.close()
  })
  const worker = startWorker('poll', written.file)
  onTestFinished(() => worker.kill9())
  await worker.started

  await until(() => server.requests.length === 3)
  expect(await worker.stop()).toBe(0)
})
