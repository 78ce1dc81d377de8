import { expect, onTestFinished, test } from 'vitest'
import { startWorker } from '../support/processes.ts'
import { settingsOf, writeSettings } from '../support/processes-settings.ts'
import { freePort, startPrivateRedis, uniquePrefix, until } from '../support/redis.ts'

test('a worker without pages tells its health and metrics on the port for them; another one there works without', async () => {
  const redis = await startPrivateRedis()
  onTestFinished(() => redis.stop())
  const metricsPort = await freePort()
  const sections = { http: { host: '127.0.0.1', port: 0, metricsPort } }
  const settings = writeSettings(
    settingsOf({ redis: { url: redis.url, prefix: uniquePrefix('ops') }, sections }),
  )
  onTestFinished(settings.remove)
  const start = (stage: 'rank' | 'publish') => {
    const worker = startWorker(stage, settings.file)
    onTestFinished(() => worker.kill9())
    return worker
  }
  const first = start('rank')
  await first.started
  const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${metricsPort}${path}`, init)

  expect(await (await ask('/healthz')).json()).toEqual({ ok: true })
  expect(await (await ask('/readyz')).json()).toEqual({ ok: true, problems: [] })
  expect((await ask('/lists/top')).status).toBe(404)
  expect((await ask('/healthz', { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD')
  const numbers = await (await ask('/metrics')).text()
  expect(numbers).toContain('tidewire_jobs_total')
  expect(numbers).toContain('tidewire_redis_up 1')

  const second = start('publish')
  await second.started
  const said = second.lines.find(({ msg }) => msg === 'health and metrics are not served')
  expect(said).toMatchObject({
    level: 'warn',
    port: metricsPort,
    remedy: expect.stringContaining('METRICS_PORT'),
  })

  await redis.kill9()
  await until(async () => (await ask('/readyz')).status === 503)
  expect((await ask('/healthz')).status).toBe(200)
  expect(await (await ask('/metrics')).text()).toContain('tidewire_redis_up 0')
  await redis.restart()
  await until(async () => (await ask('/readyz')).status === 200)
  expect(await first.stop()).toBe(0)
})
