import { expect, onTestFinished, test } from 'vitest'
import { startWorker, webAddressOf } from '../support/processes.ts'
import { settingsOf, writeSettings } from '../support/processes-settings.ts'
import { startPrivateRedis, uniquePrefix, until } from '../support/redis.ts'

/** No measure: before, readers waited for longer than this, and then got an error. */
const PATIENCE_MS = 15_000

test('while Redis is silent readers get the last known page or a 503, operators a true answer', async () => {
  const redis = await startPrivateRedis()
  onTestFinished(() => redis.stop())
  const key = 'desk-key-0123456789'
  const settings = writeSettings(
    settingsOf({
      redis: { url: redis.url, prefix: uniquePrefix('silent') },
      sections: { http: { apiKeys: [{ name: 'desk', key, scope: 'read' }] } },
    }),
  )
  onTestFinished(settings.remove)
  const worker = startWorker('web', settings.file)
  onTestFinished(() => worker.kill9())
  await worker.started
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(webAddressOf(worker) + path, { headers, signal: AbortSignal.timeout(PATIENCE_MS) })
  const seen = ['/', '/lists/top', '/lists/top.rss', '/lists/top.json']
  const before = await Promise.all(seen.map((path) => ask(path)))
  const etag = before[2]?.headers.get('etag') ?? ''
  expect(before.map(({ status, headers }) => [status, headers.get('age')])).toEqual(
    seen.map(() => [200, null]),
  )
  expect(before.map(({ headers }) => headers.get('cache-control'))).toEqual(
    seen.map(() => expect.stringContaining('stale-if-error=86400')),
  )

  process.kill(redis.pid, 'SIGSTOP')
  onTestFinished(() => void process.kill(redis.pid, 'SIGCONT'))
  const [answers, unknown, api, known304, health, ready, metrics] = await Promise.all([
    Promise.all(seen.map((path) => ask(path))),
    ask('/stories/0123456789abcdef'),
    ask('/api/v1/sources', { authorization: `Bearer ${key}` }),
    ask('/lists/top.rss', { 'if-none-match': etag }),
    ask('/healthz'),
    ask('/readyz'),
    ask('/metrics'),
  ])

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  for (const { headers } of answers) expect(Number(headers.get('age'))).toBeGreaterThanOrEqual(0)
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(
    await Promise.all(before.map((answer) => answer.text())),
  )
  expect(known304.status).toBe(304)
  for (const refused of [unknown, api]) {
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30'])
  }
  expect(health.status).toBe(200)
  expect([ready.status, await ready.json()]).toEqual([503, { ok: false, problems: [expect.any(String)] }])
  expect(metrics.status).toBe(200)
  const numbers = await metrics.text()
  expect(numbers).toContain('tidewire_redis_up 0')
  expect(numbers).toContain('tidewire_sources_due Nan')
  expect(numbers).toContain('process_cpu_seconds_total')

  process.kill(redis.pid, 'SIGCONT')
  await until(async () => (await ask('/readyz')).status === 200)
  const after = await ask('/')
  expect([after.status, after.headers.get('age')]).toEqual([200, null])
  expect(await (await ask('/metrics')).text()).toContain('tidewire_redis_up 1')
})
