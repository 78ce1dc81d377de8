import { expect, inject, onTestFinished, test } from 'vitest'
import { runStages } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { freePort, removeKeys, uniquePrefix } from '../../support/redis.ts'

test('a stage that cannot start leaves nothing open: the port for health and metrics is free again', async () => {
  const taken = await listenOn('127.0.0.1', 0, (_, response) => response.end())
  onTestFinished(() => closeServer(taken))
  const metricsPort = await freePort()
  const prefix = uniquePrefix('run')
  const { file, remove } = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sections: { http: { host: '127.0.0.1', port: portOf(taken), metricsPort } },
    }),
  )
  const context = contextOf(file)
  onTestFinished(async () => {
    await removeKeys(context.redis, prefix)
    await context.close()
    remove()
  })
  const config = loadConfig({ file, env: {}, cwd: process.cwd() })
  const lines: string[] = []
  const log = createLog(config, { name: 'web', stream: { write: (line) => lines.push(line) } })

  const running = runStages(['web'], config, { log, signal: new AbortController().signal })

  await expect(running).rejects.toThrow('EADDRINUSE')
  expect(lines.some((line) => line.includes('health and metrics are served'))).toBe(true)
  await expect(fetch(`http://127.0.0.1:${metricsPort}/healthz`)).rejects.toThrow()
})
