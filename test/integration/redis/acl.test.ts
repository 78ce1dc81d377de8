import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, expect, test } from 'vitest'
import { ALL_STAGES, runStages } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'
import { newTestSecret, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { startPrivateRedis, until } from '../../support/redis.ts'
import { startWebhookReceiver } from '../../support/webhook-receiver.ts'

const closers: (() => Promise<unknown> | unknown)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

const RSS = `<rss version="2.0"><channel><title>Blog</title>
<item><title>Harbour bridge opens to traffic</title><guid>1</guid><link>https://blog.example/1</link></item></channel></rss>`

test('the rights that the README gives a user of Redis suffice for every stage', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8')
  const rights = /ACL SETUSER \S+ on >\S+ ([^`]+)`/.exec(readme)?.[1]?.split(' ') ?? []
  expect(rights.length).toBeGreaterThan(4)
  const server = await startPrivateRedis()
  closers.push(() => server.stop())
  const admin = new Redis(server.url)
  closers.push(() => admin.disconnect())
  await admin.call('ACL', 'SETUSER', 'tidewire', 'on', '>secret', ...rights)
  const publisher = await listenOn('127.0.0.1', 0, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(RSS)
  })
  closers.push(() => closeServer(publisher))
  const secret = newTestSecret()
  const receiver = await startWebhookReceiver({ secret })
  closers.push(() => receiver.close())
  const settings = writeSettings(
    settingsOf({
      redis: { url: server.url.replace('//', '//tidewire:secret@'), prefix: 'tw' },
      sources: [{ url: `http://127.0.0.1:${portOf(publisher)}/feed`, publisher: 'Blog' }],
      receivers: [{ url: receiver.url, secret, events: [], lists: [] }],
      sections: { log: { level: 'debug' } },
    }),
  )
  closers.push(settings.remove)
  const config = loadConfig({ file: settings.file, env: {}, cwd: process.cwd() })
  const lines: string[] = []
  const log = createLog(config, { name: 'all', stream: { write: (line: string) => lines.push(line) } })
  const stopping = new AbortController()
  const running = runStages(ALL_STAGES, config, { log, signal: stopping.signal })

  await Promise.race([running, until(() => receiver.received.length > 0)])
  await until(() => lines.some((line) => line.includes('"publish done"')))
  stopping.abort()
  await running

  expect(lines.filter((line) => line.includes('NOPERM'))).toEqual([])
  expect(lines.filter((line) => /"level":"(error|warn)"/.test(line))).toEqual([])
})
